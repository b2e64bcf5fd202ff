"use strict";

// What people do to a waiting task besides deciding. It uses make, act, send, personSelect and people of page.js.

function changes(task) {
  const details = make("details", { className: "changes" });
  details.append(make("summary", { textContent: "Change", "aria-label": `Change: ${task.title}` }));
  // Made when it is opened: a hundred tasks need no hundred forms.
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(editing(task), issue(task));
  });
  return details;
}

function labelled(id, text, input) {
  input.id = id;
  return make("div", { className: "field" }, make("label", { htmlFor: id, textContent: text }), input);
}

function editing(task) {
  const title = make("input", { value: task.title, maxlength: 600 });
  const description = make("textarea", { rows: 3, value: task.summary ?? "" });
  const answers = task.fields.map((field) => [
    field, make(field.type === "textarea" ? "textarea" : "input", { value: field.value })]);
  const owners = people.map((person) => make("input", {
    type: "checkbox", value: person.email, checked: task.owners.includes(person.name),
  }));
  const form = make("form", {},
    labelled(`title-${task.id}`, "Title", title),
    labelled(`description-${task.id}`, "Description", description),
    ...answers.map(([field, input]) => labelled(`${field.alias}-${task.id}`, field.label, input)),
    make("fieldset", { className: "field" },
      make("legend", { textContent: "Who decides" }),
      make("div", { className: "people" }, ...owners.map((box, index) =>
        make("label", { className: "check" }, box, people[index].name)))),
    make("button", { type: "submit", textContent: "Save", "aria-label": `Save: ${task.title}` }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const changed = answers.filter(([field, input]) => input.value !== field.value);
    act(
      () => send(`/_sandbox/tasks/${task.id}`, {
        title: title.value,
        description: description.value === (task.summary ?? "") ? null : description.value,
        assignees: owners.filter((box) => box.checked).map((box) => box.value),
        answers: Object.fromEntries(changed.map(([field, input]) => [field.alias, input.value])),
      }, "PUT"),
      () => `“${title.value}” is changed.`,
      task.id);
  });
  return form;
}

function issue(task) {
  const isOpen = task.state === "issue";
  const word = isOpen ? "Resolve the issue" : "Report an issue";
  const person = personSelect("", task.first_assignee);
  const content = make("input", { required: true, maxlength: 1000 });
  const form = make("form", {},
    labelled(`speaker-${task.id}`, `${word} as`, person),
    labelled(`issue-${task.id}`, isOpen ? "How it was resolved" : "What is wrong", content),
    make("button", { type: "submit", textContent: word, "aria-label": `${word}: ${task.title}` }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(
      () => send(`/_sandbox/tasks/${task.id}/${isOpen ? "resolve" : "problem"}`, {
        as: person.value, content: content.value,
      }),
      () => isOpen ? `The issue of “${task.title}” is resolved.` : `“${task.title}” has an open issue.`,
      task.id);
  });
  return form;
}
