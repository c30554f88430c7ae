import { createSignal } from "solid-js";

const ORDER = ["auto", "light", "dark"] as const;
type Theme = (typeof ORDER)[number];

function stored(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "auto";
}

const [theme, setTheme] = createSignal<Theme>(stored());
export { theme };

/** Light, dark, or as the system says. */
export function ThemeToggle() {
  const next = () => {
    const chosen = ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length] ?? "auto";
    if (chosen === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
    try {
      if (chosen === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", chosen);
    } catch {
      // A browser may forbid it: then the choice lasts as long as the page.
    }
    setTheme(chosen);
  };
  return <button type="button" class="quiet" onClick={next}>Theme: {theme()}</button>;
}
