// What a verification method means for whoever requests.
import { Show } from "solid-js";
import { formatExact } from "../../money/amounts.js";
import { toBigInt, type verifierGateway } from "compute-amm";
import { useApp } from "../../app.js";
import { detection, wordsOf } from "./method.js";

/** A method in a few sentences. */
export default function MethodNote(props: { method: verifierGateway.MethodResponse }) {
  const { market, net } = useApp();
  const words = () => {
    const terms = market.snapshot()?.terms;
    return wordsOf(props.method, terms?.methods ?? [], {
      verdictWithin: terms?.jobs.params.verdict_within ?? 0,
      disputeBond: terms ? toBigInt(terms.jobs.params.dispute_bond) : 0n,
      net: (amount) => `${formatExact(amount, net.decimals)} ${net.symbol}`,
    });
  };
  return (
    <dl class="outcomes">
      <div><dt>Who judges the result</dt><dd>{words().judge}</dd></div>
      <div><dt>When it comes</dt><dd>{words().result}</dd></div>
      <div><dt>If nobody speaks</dt><dd>{words().silence}</dd></div>
      <Show when={words().gap}>{(gap) => <div><dt>Mind</dt><dd>{gap()}</dd></div>}</Show>
      <div><dt>Found out</dt><dd>The market reckons that a false result is found out with a chance of {detection(props.method)}. The lower the chance, the more the provider locks.</dd></div>
    </dl>
  );
}
