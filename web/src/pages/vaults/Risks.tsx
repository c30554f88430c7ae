// What one takes on by a deposit, before one makes it.
export function Risks() {
  return (
    <ul aria-label="What you take on">
      <li>Your stake burns if this provider is proven to have cheated on a job that it backs. You get nothing for what burns, and neither does anybody else.</li>
      <li>You are paid for that risk in advance, by the stream that you see above. Nothing else is promised.</li>
      <li>It does not deter the provider; its own lock does.</li>
      <li>You leave when the jobs that you back are over: usually after hours, at worst after twice the longest job with its waits.</li>
      <li>Whoever runs the provider knows of a fraud first. A receipt that you buy from somebody carries that risk.</li>
    </ul>
  );
}
