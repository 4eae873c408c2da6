/** What a viewport says where it can show nothing. */
export function complain(root: HTMLElement, sentence: string): void {
  const line = document.createElement('p');
  line.setAttribute('role', 'alert');
  line.textContent = sentence;
  line.style.cssText =
    'position:absolute;inset:0;margin:auto;height:3em;padding:0 2em;text-align:center;color:#fff';
  root.append(line);
}
