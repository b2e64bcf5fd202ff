"use strict";

// The form that launches. It uses make, draw, act and send of page.js.

let forms = [];

function showLauncher(state) {
  forms = state.forms;
  draw("template", state.templates, () => [
    ...state.templates.map((title) => make("option", { value: title, textContent: title })),
    make("option", { value: "", textContent: "Standalone approval" }),
  ]);
  draw("requester", state.people, () => state.people.map((person) =>
    make("option", { value: person.email, textContent: person.name })));
  draw("answers", [byId("template").value, forms], chosenForm);
}

/** What the chosen template asks for in words; every field begins with the template's own example. */
function chosenForm() {
  const form = forms.find((one) => one.template === byId("template").value);
  if (form?.requester) byId("requester").value = form.requester;
  return (form?.fields ?? []).map((field) => {
    const id = `answer-${field.alias}`;
    return make("div", { className: "field" },
      make("label", { htmlFor: id, textContent: field.label }),
      make(field.type === "textarea" ? "textarea" : "input", {
        id, name: "answer", "data-alias": field.alias, value: field.value, autocomplete: "off",
      }));
  });
}

function readyLauncher() {
  byId("template").addEventListener("change", () =>
    draw("answers", [byId("template").value, forms], chosenForm));

  byId("launch").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const template = byId("template").value;
    const answers = [...form.querySelectorAll("[name=answer]")].map((input) => [input.dataset.alias, input.value]);
    act(() => send("/_sandbox/launch", {
      template: template || null,
      standalone: template === "",
      title: byId("title").value,
      description: byId("description").value || null,
      launched_by: byId("requester").value,
      answers: Object.fromEntries(answers),
      assignees: [...form.querySelectorAll("[name=assignee]:checked")].map((box) => box.value),
      everyone_must_complete: byId("everyone").checked,
    }), (launched) => {
      byId("title").value = "";
      byId("description").value = "";
      return `Launched “${launched.title}”.`;
    });
  });

  // On a phone the tasks come first.
  byId("launcher").open = matchMedia("(min-width: 861px)").matches;
}
