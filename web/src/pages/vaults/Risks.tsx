// What one takes on by a deposit, before one makes it.
export function Risks() {
  return (
    <ul aria-label="What you take on">
      <li>Your stake burns if this provider is proven to have cheated on a job that it backs. You get nothing for what burns, and neither does anybody else.</li>
      <li>You are paid for that risk as time passes, by the stream that you see above. It may end, or be shared with more stake, and what has come to you burns as the rest does. Nothing else is promised.</li>
      <li>A deposit shares the risk of jobs that already run, also of a fraud that nobody has proven yet: look at “Backs jobs that run”.</li>
      <li>It does not deter the provider; its own lock does.</li>
      <li>You get it back when the jobs that it backs are over: usually after hours, at worst after twice the longest job with its waits. While it waits it earns nothing, and can still burn.</li>
      <li>Whoever runs the provider knows of a fraud first. A receipt that you buy from somebody carries that risk.</li>
    </ul>
  );
}
