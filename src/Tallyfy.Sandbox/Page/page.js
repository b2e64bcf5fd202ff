"use strict";

// Text from tasks and people only ever becomes text nodes; nothing here writes HTML.
const byId = (id) => document.getElementById(id);
const drawn = new Map();
let people = [];
let refreshing = false;
let last = null;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function tell(text, kind) {
  const notice = byId("notice");
  notice.className = `notice ${kind}`;
  notice.textContent = text;
  clearTimeout(tell.hiding);
  tell.hiding = setTimeout(() => notice.replaceChildren(), 10000);
}

/** Draws a part only when what it shows has changed, so that typing, choice and focus stay. */
function draw(id, shown, build) {
  const digest = JSON.stringify(shown);
  if (drawn.get(id) === digest) return;
  drawn.set(id, digest);
  byId(id).replaceChildren(...build());
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const moment = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});
const nameOf = (id) => people.find((person) => person.id === id)?.name ?? (id === null ? "nobody" : `user ${id}`);

async function send(path, body, method = "POST") {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (answer.ok) return json;
  throw new Error(json.message ?? Object.values(json.errors ?? {}).flat().join(" ") ?? `Status ${answer.status}`);
}

/** Does it, says so, and keeps the keyboard where the task now is. */
async function act(work, success, taskId) {
  const hadFocus = byId(`task-${taskId}`)?.contains(document.activeElement);
  try {
    const result = await work();
    tell(success(result), "good");
  } catch (fault) {
    tell(`Not done: ${fault.message}`, "bad");
  }
  await refresh();
  if (hadFocus && !byId(`task-${taskId}`)?.contains(document.activeElement)) byId(`task-${taskId}`)?.focus();
}

function taskLine(task) {
  const line = make("li", { id: `task-${task.id}`, tabIndex: -1 });
  line.append(
    make("h4", { textContent: task.title }),
    chip(task),
    make("p", { className: "sub", textContent: describe(task) }),
  );
  if (task.summary) line.append(make("p", { className: "told", textContent: wordsOf(task.summary) }));
  if (task.completed_by) line.append(outcome(task));
  if (task.threads.length > 0) line.append(threads(task));
  if (task.state === "open" || task.state === "issue") line.append(decision(task), changes(task));
  if (task.state === "completed") line.append(reopening(task));
  return line;
}

const blocks = /^(ADDRESS|BLOCKQUOTE|DIV|H[1-6]|LI|OL|P|PRE|TABLE|TR|UL)$/;

/** What a description says, a line for each block; its document is never shown, so nothing in it runs or loads. */
function wordsOf(html) {
  const lines = [""];
  const newLine = () => lines.at(-1).trim() === "" || lines.push("");
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) lines.push(lines.pop() + node.data.replace(/\s+/g, " "));
    if (node.nodeName === "BR") lines.push("");
    const isBlock = blocks.test(node.nodeName);
    if (isBlock) newLine();
    if (node.nodeName === "LI") lines.push(`${lines.pop().trim()}• `);
    node.childNodes.forEach(read);
    if (isBlock) newLine();
  };
  const isHtml = /<[a-z!/]/i.test(html);
  if (!isHtml) return html.trim();
  read(new DOMParser().parseFromString(html, "text/html").body);
  return lines.map((line) => line.trim()).join("\n").trim();
}

function describe(task) {
  const place = task.process ?? "Standalone task";
  const waits = task.owners.length === 0 ? "nobody" : task.owners.join(", ");
  const due = task.state === "open" || task.state === "issue" ? ` · due ${moment.format(new Date(task.deadline))}` : "";
  const acted = task.acted_so_far.length > 0 ? ` · has acted: ${task.acted_so_far.join(", ")}` : "";
  return `${place} · ${task.everyone_must_complete ? "everyone of " : ""}${waits}${due}${acted}`;
}

function chip(task) {
  if (task.state === "completed") {
    const word = task.is_approved === null ? "Completed" : task.is_approved ? "Approved" : "Rejected";
    const kind = word === "Completed" ? "plain" : word.toLowerCase();
    return make("span", { className: `chip ${kind}`, textContent: word });
  }
  const open = task.is_approval ? "Approval" : "Task";
  const words = { open, issue: "Open issue", hidden: "Hidden", archived: "Archived" };
  const kind = task.state === "open" ? (task.is_approval ? "" : "plain") : task.state === "issue" ? "issue" : "plain";
  return make("span", { className: `chip ${kind}`, textContent: words[task.state] });
}

function outcome(task) {
  const word = task.is_approved === null ? "Completed" : task.is_approved ? "Approved" : "Rejected";
  const signed = task.signed_by === task.completed_by
    ? " · signed with their own token"
    : ` · signed with the token of ${task.signed_by}`;
  return make("p", { className: "outcome" },
    `${word} by `,
    make("strong", { textContent: task.completed_by }),
    `, ${moment.format(new Date(task.completed_at))}`,
    make("span", { className: "signed", textContent: signed }));
}

function personSelect(id, preferred) {
  const select = make("select", { id });
  for (const person of people) {
    const selected = person.name === preferred;
    select.append(make("option", { value: person.email, textContent: person.name, selected }));
  }
  return select;
}

function decision(task) {
  const select = personSelect(`as-${task.id}`, task.first_assignee);
  const button = (text, kind, isApproved) => make("button", {
    type: "button",
    className: kind,
    textContent: text,
    "aria-label": `${text}: ${task.title}`,
    onclick: () => act(
      () => send(`/_sandbox/tasks/${task.id}/complete`, { as: select.value, is_approved: isApproved }),
      ({ data }) => data.completed_at
        ? `${text} recorded for “${task.title}”.`
        : `Recorded. “${task.title}” waits for the others.`,
      task.id),
  });
  return make("div", { className: "acts" },
    make("label", { htmlFor: select.id, textContent: "Act as" }),
    select,
    ...(task.is_approval
      ? [button("Approve", "approve", true), button("Reject", "reject", false)]
      : [button("Complete", "", null)]));
}

function reopening(task) {
  const person = people.find((known) => known.name === task.completed_by) ?? people[0];
  return make("div", { className: "acts again" }, make("button", {
    type: "button",
    className: "link",
    textContent: "Reopen",
    "aria-label": `Reopen: ${task.title}`,
    onclick: () => act(
      () => send(`/_sandbox/tasks/${task.id}/reopen`, { as: person.email }),
      () => `“${task.title}” is open again.`,
      task.id),
  }));
}

/** Keeps each line that still says the same, in place, so that an opened select survives a refresh. */
function drawTasks(listId, tasks, nothing) {
  const list = byId(listId);
  const lines = tasks.map((task) => {
    const digest = JSON.stringify([task, people]);
    const known = byId(`task-${task.id}`);
    if (known && drawn.get(task.id) === digest) return known;
    drawn.set(task.id, digest);
    return taskLine(task);
  });
  if (lines.length === 0) lines.push(make("li", { className: "empty", textContent: nothing }));
  const isSame = list.children.length === lines.length && lines.every((line, index) => list.children[index] === line);
  if (!isSame) list.replaceChildren(...lines);
}

function journalLine(entry) {
  const isGood = entry.status >= 200 && entry.status < 300;
  const verdict = entry.is_approved === null ? "completed" : entry.is_approved ? "approved" : "rejected";
  const recorded = entry.completer_id === null ? "—" : `${nameOf(entry.completer_id)} ${verdict}`;
  const cell = (name, ...children) => make("td", { "data-name": name }, ...children);
  return make("tr", {},
    cell("No.", String(entry.seq)),
    cell("Time", clock.format(new Date(entry.at))),
    make("td", { className: "path" }, make("code", {
      textContent: `${entry.method} ${entry.path.replace(/[0-9a-f]{27}(?=[0-9a-f]{5})/g, "…")}`,
    })),
    cell("Token of", entry.token_user === null ? "—" : nameOf(entry.token_user)),
    cell("Recorded", recorded),
    cell("Answer",
      make("span", { className: `status ${isGood ? "good" : "bad"}`, textContent: String(entry.status ?? "none") }),
      entry.fault ? ` ${entry.fault}` : ""));
}

function show(state) {
  people = state.people;
  showLauncher(state);
  draw("people", people, () => people.map((person) => make("label", { className: "check" },
    make("input", {
      type: "checkbox", name: "assignee", value: person.email, checked: person.email.startsWith("alexw@"),
    }),
    person.name,
    make("span", { textContent: person.role === "Admin" ? "administrator" : "" }))));
  showPanels(state);
  draw("connection", state.connection, () => state.connection.flatMap((fact) => [
    make("dt", { textContent: fact.name }), make("dd", { textContent: fact.value })]));
  draw("settings", state.settings, () => state.settings.map((setting) => make("tr", {},
    make("td", {}, make("code", { textContent: setting.name })),
    make("td", { "data-name": "Value" }, make("code", { textContent: setting.current })),
    make("td", {
      textContent:
        `${setting.meaning} ${setting.values.length === 1 ? "From" : "One of:"} ${setting.values.join(", ")}`,
    }))));

  byId("task-count").textContent = `${state.open_tasks} open of ${state.all_tasks} in ${state.organization}`;
  const isWaiting = (task) => task.state === "open" || task.state === "issue";
  const found = filtered(state.tasks);
  const approvals = found.filter((task) => task.is_approval);
  const isAlone = (task) => !task.is_approval && task.process === null && isWaiting(task);
  const others = found.filter((task) => !task.is_approval && !isAlone(task));
  drawTasks("waiting", approvals.filter(isWaiting), "Nothing waits. Launch an approval.");
  drawTasks("alone", found.filter(isAlone), "None.");
  byId("alone-part").hidden = !found.some(isAlone);
  drawTasks("done", approvals.filter((task) => !isWaiting(task)), "Nothing is decided yet.");
  drawTasks("others", others, "None.");
  byId("other-count").textContent = String(others.length);
  draw("journal", [state.journal, people], () => state.journal.length > 0
    ? state.journal.map(journalLine)
    : [make("tr", {}, make("td", { colSpan: 6, className: "sub", textContent: "No write has come yet." }))]);
}

async function refresh() {
  if (refreshing) return;
  refreshing = true;
  try {
    const answer = await fetch("/_sandbox/overview", { cache: "no-store" });
    show(last = await answer.json());
    byId("pulse").classList.remove("lost");
    byId("pulse-text").textContent = "refreshes itself";
  } catch {
    byId("pulse").classList.add("lost");
    byId("pulse-text").textContent = "the sandbox does not answer";
  } finally {
    refreshing = false;
  }
}

/** From 20 tasks on there is a filter; it looks through what is shown, the newest hundred. */
function filtered(tasks) {
  const word = byId("filter").value.trim().toLowerCase();
  byId("filter-field").hidden = tasks.length <= 20 && word === "";
  if (word === "") return tasks;
  return tasks.filter((task) =>
    [task.title, task.process, task.completed_by, ...task.owners].join(" ").toLowerCase().includes(word));
}

readyLauncher();
byId("filter").addEventListener("input", () => last && show(last));
refresh();
setInterval(refresh, 2000);
