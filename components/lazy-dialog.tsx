"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";

/**
 * A dialog or menu made of MUI's components, loaded with what they need when it is first rendered: nearly every page is
 * read and left without one.
 */
export function lazyDialog<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const loadFramed = async () => {
    const [Dialog, { MuiFrame }] = await Promise.all([load(), import("./mui-frame")]);
    return function FramedDialog(props: Props) {
      return <MuiFrame><Dialog {...props} /></MuiFrame>;
    };
  };
  return dynamic(loadFramed, { ssr: false });
}
