// Every card example as the platforms' own drawing libraries draw it, in one page.
import * as AdaptiveCards from "adaptivecards";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Message } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";

const TEAMS_LOOK = new AdaptiveCards.HostConfig({
  fontFamily: "'Noto Sans CJK JP', 'Noto Color Emoji', sans-serif",
  supportsInteractivity: true,
  actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left" },
});

// The package registers its table as it is loaded, which a bundler takes for no use of it.
AdaptiveCards.GlobalRegistry.defaultElements.register(
  "Table",
  AdaptiveCards.Table,
  AdaptiveCards.Versions.v1_5,
);

/** What the library does not know it leaves out: here that is an error. */
function teams(card) {
  const drawn = new AdaptiveCards.AdaptiveCard();
  const complaints = new AdaptiveCards.SerializationContext();
  drawn.hostConfig = TEAMS_LOOK;
  drawn.parse(card, complaints);
  for (let each = 0; each < complaints.eventCount; each++) {
    const { message } = complaints.getEventAt(each);
    if (!message.includes('"lang"')) console.error(message); // Every second "ja": its pattern is stateful.
  }
  return drawn.render() ?? document.createTextNode("Adaptive Cards が描けませんでした");
}

const LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#1d5b79"/></svg>',
)}`;

function Slack({ blocks }) {
  return <Message blocks={blocks} logo={LOGO} name="かけはし" theme="light" time={new Date(0)} />;
}

function place(example) {
  const row = document.createElement("section");
  row.id = example.id;
  row.innerHTML = `<h2></h2><div class="columns"><div class="slack"></div><div class="teams"></div></div>`;
  row.querySelector("h2").textContent = example.name;
  for (const message of example.slack) {
    const holder = document.createElement("div");
    row.querySelector(".slack").append(holder);
    flushSync(() => createRoot(holder).render(<Slack blocks={message.blocks} />));
  }
  for (const card of example.teams) row.querySelector(".teams").append(teams(card));
  document.body.append(row);
}

window.EXAMPLES.forEach(place);
document.body.dataset.drawn = String(window.EXAMPLES.length);
