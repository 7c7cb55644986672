#pragma once
// What can be done to single nodes and links while all runs, and the words for it.

#include <QString>

#include <array>

namespace topomq::ui {

/// In the list the one that loses messages for certain comes last, apart from the others.
enum class NodeCommand { Start, Stop, Restart, Freeze, Thaw, Kill, Send };
inline constexpr std::array kNodeCommands{
    NodeCommand::Send,   NodeCommand::Start, NodeCommand::Stop, NodeCommand::Restart,
    NodeCommand::Freeze, NodeCommand::Thaw,  NodeCommand::Kill};

enum class LinkCommand { Cut, Mend };
inline constexpr std::array kLinkCommands{LinkCommand::Cut, LinkCommand::Mend};

/// "Stop"; `tipOf` says what that means for the messages.
[[nodiscard]] QString wordOf(NodeCommand command);
[[nodiscard]] QString tipOf(NodeCommand command);
[[nodiscard]] QString wordOf(LinkCommand command);
[[nodiscard]] QString tipOf(LinkCommand command);

} // namespace topomq::ui
