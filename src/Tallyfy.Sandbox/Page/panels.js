"use strict";

// The parts of the page beside tasks and journal. They use make, draw, clock and chip-like classes of page.js.

function none(text) {
  return [make("li", { className: "empty", textContent: text })];
}

function noRow(columns, text) {
  return [make("tr", {}, make("td", { colSpan: columns, className: "sub", textContent: text }))];
}

function cell(name, ...children) {
  return make("td", { "data-name": name }, ...children);
}

function threads(task) {
  const words = { problem: "Issue", resolve: "Resolved", comment: "Comment" };
  return make("ul", { className: "threads", "aria-label": `Comments on ${task.title}` }, ...task.threads.map((thread) =>
    make("li", {},
      make("span", {
        className: thread.is_open ? "open" : "signed",
        textContent: `${thread.is_open ? "Open issue" : words[thread.label] ?? thread.label} by ${thread.author}: `,
      }),
      thread.content)));
}

function memberLine(person) {
  const kind = { active: "approved", invited: "", disabled: "rejected" }[person.status] ?? "plain";
  const role = person.role === "Admin" ? "Administrator" : person.role;
  return make("li", {},
    make("span", { textContent: person.name }),
    make("span", { className: `chip ${kind}`, textContent: person.status }),
    make("span", { className: "sub", textContent: `${role} · ${person.email} · id ${person.id}` }));
}

function groupLine(group) {
  return make("li", {},
    make("span", { textContent: group.name }),
    make("span", {
      className: "chip plain", textContent: `${group.members.length + group.guests.length}`, title: "people",
    }),
    make("span", { className: "sub", textContent: [...group.members, ...group.guests].join(", ") || "nobody" }));
}

function guestLine(guest) {
  const waits = guest.open_tasks === 1 ? "1 open task" : `${guest.open_tasks} open tasks`;
  return make("li", {},
    make("span", { textContent: guest.name ?? guest.email }),
    make("span", {
      className: `chip ${guest.is_disabled ? "rejected" : "approved"}`,
      textContent: guest.is_disabled ? "disabled" : "active",
    }),
    make("span", { className: "sub", textContent: `${guest.name ? `${guest.email} · ` : ""}${waits}` }));
}

function ruleLine(rule) {
  const value = (text) => text === null || text === "" ? "nothing" : text;
  const change = rule.field === null ? "—" : `${rule.field}: ${value(rule.old_value)} → ${value(rule.new_value)}`;
  return make("tr", {},
    cell("Time", clock.format(new Date(rule.at))),
    cell("What", rule.what),
    cell("Process", rule.process),
    cell("Change", change));
}

function webhookLine(webhook) {
  const isGood = webhook.status >= 200 && webhook.status < 300;
  return make("tr", {},
    cell("No.", String(webhook.seq)),
    cell("Time", clock.format(new Date(webhook.at))),
    cell("Event", webhook.event),
    cell("Set at", webhook.level),
    make("td", { className: "path" }, make("code", { textContent: webhook.url })),
    cell("Answer", make("span", {
      className: `status ${isGood ? "good" : "bad"}`,
      textContent: webhook.error ?? String(webhook.status),
    })));
}

function showPanels(state) {
  const active = state.people.filter((person) => person.status === "active").length;
  byId("people-count").textContent = `${active} active of ${state.people.length}`;
  draw("members", state.people, () => state.people.map(memberLine));
  draw("groups", state.group_members, () => state.group_members.length > 0
    ? state.group_members.map(groupLine)
    : none("No group."));
  draw("guests", state.guests, () => state.guests.length > 0 ? state.guests.map(guestLine) : none("No guest."));
  draw("rules", state.rules, () => state.rules.length > 0
    ? state.rules.map(ruleLine)
    : noRow(4, "No rule has fired yet."));
  draw("webhooks", state.webhooks, () => state.webhooks.length > 0
    ? state.webhooks.map(webhookLine)
    : noRow(
      6, "No webhook was sent. Set an address with the watcher API, or PUT /_sandbox/templates/{title}/webhook."));
}
