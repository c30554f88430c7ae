// Get compute: a job that is verified, or a machine by the second.
import { Match, Show, Suspense, Switch } from "solid-js";
import { useApp } from "../../app.js";
import { part } from "../../ui/part.js";
import { go, search } from "../../router.js";
import { Busy } from "../../ui/Busy.js";
import { Tabs } from "../../ui/Tabs.js";
import { NoLeases } from "../shared/NoLeases.js";
import "../shared/work.css";

// Each is loaded where it is shown.
const JobForm = part(() => import("./JobForm.js"));
const LeaseForm = part(() => import("./LeaseForm.js"));

export default function GetPage() {
  const { market, config } = useApp();
  const tab = () => (search()["tab"] === "lease" && config.lease_market !== null ? "lease" : "job");
  const tabs = [
    { key: "job" as const, name: "A job" }, ...(config.lease_market === null ? [] : [{ key: "lease" as const, name: "A lease" }]),
  ];
  return (
    <>
      <h1>Get compute</h1>
      <p class="lead">
        <Show when={tab() === "job"} fallback="A machine with GPUs, paid by the second out of what you prepay. You log in by SSH, and close it when you like.">
          A program runs on somebody's GPUs. The provider is paid once the result is verified.
        </Show>
      </p>
      <Show when={search()["tab"] === "lease" && tab() === "job"}><NoLeases /></Show>
      <Tabs label="What you need" tabs={tabs} chosen={tab()} onChoose={(key) => go(key === "job" ? "#/get" : `#/get?tab=${key}`)}>
        <Show when={market.snapshot()} fallback={<p class="muted"><Busy>Reading the market…</Busy></p>}>
          <Suspense fallback={<p class="muted"><Busy>Loading the form…</Busy></p>}>
            <Switch>
              <Match when={tab() === "job"}><JobForm /></Match>
              <Match when={tab() === "lease"}><LeaseForm /></Match>
            </Switch>
          </Suspense>
        </Show>
      </Tabs>
    </>
  );
}
