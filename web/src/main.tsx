import { render } from "solid-js/web";
import { loadConfig } from "./config.js";
import { Broken, Shell } from "./shell.js";
import "./style.css";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no element #app");

loadConfig().then(
  (config) => render(() => <Shell config={config} />, root),
  (error: unknown) => render(() => <Broken error={error} />, root),
);
