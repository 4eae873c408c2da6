import { describe, expect, it } from 'vitest';
import { FragileWorker } from './fragileWorker.ts';

describe('a worker that may die', () => {
  const never = () => new Promise<string>(() => undefined);
  const error = () => new Error('it broke');

  it('ends the call that waits for it', async () => {
    const worker = new EventTarget() as Worker;
    const answer = new FragileWorker(worker).answer(never(), error);
    worker.dispatchEvent(new Event('error'));
    await expect(answer).rejects.toThrow('it broke');
  });

  it('passes on what it answers, errors included', async () => {
    const fragile = new FragileWorker(new EventTarget() as Worker);
    await expect(fragile.answer(Promise.resolve('done'), error)).resolves.toBe('done');
    await expect(fragile.answer(Promise.reject(new Error('its own')), error)).rejects.toThrow('its own');
  });

  it('answers nothing once it died waiting for work', async () => {
    const worker = new EventTarget() as Worker;
    const fragile = new FragileWorker(worker);
    worker.dispatchEvent(new Event('error'));
    await expect(fragile.answer(never(), error)).rejects.toThrow('it broke');
  });

  it('ends all calls that wait, in the order of their asking', async () => {
    const worker = new EventTarget() as Worker;
    const fragile = new FragileWorker(worker);
    const heard: string[] = [];
    const calls = ['one', 'two', 'three'].map((name) =>
      fragile
        .answer(name === 'two' ? Promise.resolve('done') : never(), error)
        .then((answer) => heard.push(`${name}: ${answer}`))
        .catch(() => heard.push(name)),
    );
    await calls[1];
    worker.dispatchEvent(new Event('error'));
    await Promise.all(calls);
    expect(heard).toEqual(['two: done', 'one', 'three']);
  });

  it('ends the call that waits where the page ends it', async () => {
    let terminated = 0;
    const worker = Object.assign(new EventTarget(), { terminate: () => (terminated += 1) });
    const fragile = new FragileWorker(worker as unknown as Worker);
    const answer = fragile.answer(never(), error);
    fragile.end();
    await expect(answer).rejects.toThrow('it broke');
    await expect(fragile.answer(never(), error)).rejects.toThrow('it broke');
    expect(terminated).toBe(1);
  });

  it('ends the call that waits now, not one that is over', async () => {
    const worker = new EventTarget() as Worker;
    const fragile = new FragileWorker(worker);
    await fragile.answer(Promise.resolve('first'), () => new Error('first'));
    const second = fragile.answer(never(), () => new Error('second'));
    worker.dispatchEvent(new Event('messageerror'));
    await expect(second).rejects.toThrow('second');
  });
});
