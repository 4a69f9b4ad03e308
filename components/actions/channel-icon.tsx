import type { ComponentType } from "react";
import { BranchIcon, DeviceIcon, LetterIcon, MailIcon, MessageIcon, PhoneIcon, VideoIcon } from "@/components/ui/icons";
import type { InteractionChannel } from "@/lib/domain/contact-policy";

const ICONS: Record<InteractionChannel, ComponentType<{ size?: number }>> = {
  PHONE: PhoneIcon,
  EMAIL: MailIcon,
  SMS: MessageIcon,
  POST: LetterIcon,
  APP: DeviceIcon,
  BRANCH: BranchIcon,
  VIDEO: VideoIcon,
};

/** Beside the channel's name, never instead of it. */
export function ChannelIcon({ channel, size = 16 }: { channel: InteractionChannel; size?: number }) {
  const Icon = ICONS[channel];
  return <Icon size={size} />;
}
