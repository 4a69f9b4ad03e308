import type { ReactNode, SVGProps } from "react";

type IconProps = SVGProps<SVGSVGElement> & { size?: number };

/** Drawn on a grid of 24, in the colour of the text. Decoration: the words beside an icon carry its meaning. */
function Icon({ size = 20, children, ...props }: IconProps & { children: ReactNode }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.8}
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false" {...props}>
      {children}
    </svg>
  );
}

export function TodayIcon(props: IconProps) {
  return <Icon {...props}><rect x="3.5" y="5" width="17" height="15.5" rx="2.5" /><path d="M8 3v4M16 3v4M3.5 10h17M9 15.2l2.2 2.2 4-4" /></Icon>;
}
export function CalendarIcon(props: IconProps) {
  return <Icon {...props}><rect x="3.5" y="5" width="17" height="15.5" rx="2.5" /><path d="M8 3v4M16 3v4M3.5 10h17M8 13.500v4M12 13.500v2.500M16 13.500v4" /></Icon>;
}
export function GripIcon(props: IconProps) {
  return <Icon {...props} strokeWidth={2.6}><path d="M9 6v.010M15 6v.010M9 12v.010M15 12v.010M9 18v.010M15 18v.010" /></Icon>;
}
export function PeopleIcon(props: IconProps) {
  return <Icon {...props}><circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 20c.6-3.6 3.2-5.5 6.5-5.500s5.9 1.9 6.5 5.500M16 5.300a3.5 3.5 0 0 1 0 6.400M18 14.800c2 .8 3.2 2.6 3.5 5.2" /></Icon>;
}
export function ChartIcon(props: IconProps) {
  return <Icon {...props}><path d="M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6" /></Icon>;
}
export function PhoneIcon(props: IconProps) {
  return <Icon {...props}><path d="M5 4h3.500l1.7 4.5-2.2 1.600a12 12 0 0 0 5.9 5.900l1.6-2.200L20 15.500V19a1.5 1.5 0 0 1-1.6 1.500C10.5 20 4 13.5 3.5 5.600A1.5 1.5 0 0 1 5 4Z" /></Icon>;
}
export function MailIcon(props: IconProps) {
  return <Icon {...props}><rect x="3" y="5" width="18" height="14" rx="2.5" /><path d="m4 7.5 8 6 8-6" /></Icon>;
}
export function MessageIcon(props: IconProps) {
  return <Icon {...props}><path d="M4 5h16v11h-8.500L7 20v-4H4Z" /></Icon>;
}
export function VideoIcon(props: IconProps) {
  return <Icon {...props}><rect x="3" y="6.5" width="12" height="11" rx="2" /><path d="m15 11 6-3.500v9L15 13" /></Icon>;
}
export function BranchIcon(props: IconProps) {
  return <Icon {...props}><path d="M3.5 9.5 12 4l8.5 5.500M5 20h14M6.5 11v7M12 11v7M17.5 11v7" /></Icon>;
}
export function DeviceIcon(props: IconProps) {
  return <Icon {...props}><rect x="7" y="3" width="10" height="18" rx="2" /><path d="M11 18h2" /></Icon>;
}
export function LetterIcon(props: IconProps) {
  return <Icon {...props}><path d="M4 10v9h16v-9M4 10l8-6 8 6-8 5Z" /></Icon>;
}
export function SearchIcon(props: IconProps) {
  return <Icon {...props}><circle cx="10.5" cy="10.5" r="6" /><path d="m15 15 5.5 5.5" /></Icon>;
}
export function FilterIcon(props: IconProps) {
  return <Icon {...props}><path d="M4 6h16M7 12h10M10.5 18h3" /></Icon>;
}
export function UploadIcon(props: IconProps) {
  return <Icon {...props}><path d="M12 15.500V4M7.500 8.500 12 4l4.500 4.500M4 15.500v4.500h16v-4.500" /></Icon>;
}
export function InboxIcon(props: IconProps) {
  return <Icon {...props}><path d="M4 13.500 6.500 5h11l2.500 8.500v5.500H4zM4 13.500h4.500l1.500 2.500h4l1.500-2.500H20" /></Icon>;
}
export function CheckIcon(props: IconProps) {
  return <Icon {...props}><path d="m4.5 12.5 5 5 10-11" /></Icon>;
}
export function CloseIcon(props: IconProps) {
  return <Icon {...props}><path d="m6 6 12 12M18 6 6 18" /></Icon>;
}
export function PlusIcon(props: IconProps) {
  return <Icon {...props}><path d="M12 5v14M5 12h14" /></Icon>;
}
export function SnoozeIcon(props: IconProps) {
  return <Icon {...props}><circle cx="12" cy="13" r="7.5" /><path d="M10 10.500h4l-4 5h4M4 6l3-2.500M20 6l-3-2.5" /></Icon>;
}
export function WarningIcon(props: IconProps) {
  return <Icon {...props}><path d="M12 4 2.8 19.500h18.400ZM12 10v4.500M12 17.200v.1" /></Icon>;
}
export function InfoIcon(props: IconProps) {
  return <Icon {...props}><circle cx="12" cy="12" r="8.5" /><path d="M12 11v5.500M12 7.700v.1" /></Icon>;
}
export function BlockedIcon(props: IconProps) {
  return <Icon {...props}><circle cx="12" cy="12" r="8.5" /><path d="m6 6 12 12" /></Icon>;
}
export function StarIcon(props: IconProps) {
  return <Icon {...props}><path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.800Z" /></Icon>;
}
export function ChevronLeftIcon(props: IconProps) {
  return <Icon {...props}><path d="m14.5 5.5-6.5 6.5 6.5 6.5" /></Icon>;
}
export function ChevronRightIcon(props: IconProps) {
  return <Icon {...props}><path d="m9.5 5.5 6.5 6.5-6.5 6.5" /></Icon>;
}
export function ChevronDownIcon(props: IconProps) {
  return <Icon {...props}><path d="m5.5 9.5 6.5 6.5 6.5-6.5" /></Icon>;
}
export function SignOutIcon(props: IconProps) {
  return <Icon {...props}><path d="M14 4H5.500v16H14M10 12h10.500M17 8.500l3.5 3.5-3.5 3.5" /></Icon>;
}
export function CogIcon(props: IconProps) {
  return <Icon {...props}><circle cx="12" cy="12" r="3.2" /><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.2 2.200M16.200 16.200l2.2 2.200M18.400 5.600l-2.2 2.200M7.800 16.200l-2.2 2.2" /></Icon>;
}
export function EyeIcon(props: IconProps) {
  return <Icon {...props}><path d="M2.5 12C5 7.5 8.2 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.7 6.5-9.5 6.500S5 16.5 2.5 12Z" /><circle cx="12" cy="12" r="3" /></Icon>;
}
export function KeyIcon(props: IconProps) {
  return <Icon {...props}><circle cx="8" cy="15.5" r="4.5" /><path d="m11.3 12.2 8.7-8.7M16 7.500l3.200 3.200M13.500 10l2 2" /></Icon>;
}
export function PrinterIcon(props: IconProps) {
  return <Icon {...props}><path d="M7 8V3.500h10V8M7 16.500H4.500A1.500 1.500 0 0 1 3 15V9.500A1.500 1.500 0 0 1 4.500 8h15A1.500 1.500 0 0 1 21 9.500V15a1.500 1.500 0 0 1-1.500 1.500H17" /><rect x="7" y="13.500" width="10" height="7" /></Icon>;
}
export function ColumnsIcon(props: IconProps) {
  return <Icon {...props}><rect x="3.5" y="5" width="17" height="14" rx="2" /><path d="M9.2 5v14M14.800 5v14" /></Icon>;
}
export function ArrowUpIcon(props: IconProps) {
  return <Icon {...props}><path d="M12 19.500V5M6 10.500 12 4.500l6 6" /></Icon>;
}
export function ArrowDownIcon(props: IconProps) {
  return <Icon {...props}><path d="M12 4.500V19M6 13.500l6 6 6-6" /></Icon>;
}
export function BookmarkIcon(props: IconProps) {
  return <Icon {...props}><path d="M6.500 4h11v16L12 15.500 6.500 20Z" /></Icon>;
}
export function PencilIcon(props: IconProps) {
  return <Icon {...props}><path d="M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19ZM13.500 7l3.500 3.500" /></Icon>;
}
export function CopyIcon(props: IconProps) {
  return <Icon {...props}><rect x="8.500" y="8.500" width="11.500" height="11.500" rx="2" /><path d="M15.500 8.500V4H4v11.500h4.500" /></Icon>;
}
