// window.showCard(name, snapshot, theme, width) renders one snapshot and answers what a test wants to know about it.
"use strict";

const themes = {
  light: {
    text: "#242424", quiet: "#616161", line: "#e0e0e0",
    good: "#e7f2da", attention: "#fcf4f6", warning: "#fbf6d9", accent: "#e8ebfa", emphasis: "#f0f0f0", default: "#ffffff",
  },
  dark: {
    text: "#ffffff", quiet: "#adadad", line: "#484848",
    good: "#1c3a1c", attention: "#4a1f25", warning: "#463b11", accent: "#2f3057", emphasis: "#1f1f1f", default: "#292929",
  },
};

function hostConfig(theme) {
  const colours = themes[theme];
  const foreground = { default: colours.text, subtle: colours.quiet };
  const foregroundColors = Object.fromEntries(
    ["default", "dark", "light", "accent", "good", "warning", "attention"].map((name) => [name, foreground]));
  const containerStyles = Object.fromEntries(
    ["default", "emphasis", "accent", "good", "attention", "warning"].map(
      (name) => [name, { backgroundColor: colours[name], foregroundColors }]));

  return new AdaptiveCards.HostConfig({
    fontFamily: "'Segoe UI', 'Liberation Sans', system-ui, sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 26, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 16 },
    separator: { lineThickness: 1, lineColor: colours.line },
    containerStyles,
    actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8, spacing: "default" },
    textBlock: { headingLevel: 2 },
    factSet: {
      title: { weight: "bolder", wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 16,
    },
    inputs: { label: { inputSpacing: "small", requiredInputs: { weight: "bolder" }, optionalInputs: { weight: "bolder" } } },
  });
}

const markdown = window.markdownit();

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

window.clearCards = () => document.querySelector("main").replaceChildren();

window.showCard = (name, snapshot, theme, width) => {
  document.documentElement.className = theme;

  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig(theme);
  card.parse(snapshot.card);

  const frame = document.createElement("article");
  const label = document.createElement("h1");
  const rendered = card.render();
  label.textContent = name;
  frame.style.width = `${width}px`;
  frame.append(label, rendered);
  document.querySelector("main").append(frame);

  const cut = [...frame.querySelectorAll("*")].filter(
    (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && element.tagName !== "TEXTAREA");

  return {
    words: rendered.innerText.split(/\s+/).filter(Boolean),
    links: [...rendered.querySelectorAll("a")].map((link) => link.href),
    images: rendered.querySelectorAll("img").length,
    buttons: [...rendered.querySelectorAll("button")].map((button) => button.innerText),
    cut: cut.map((element) => element.innerText.slice(0, 60)),
  };
};
