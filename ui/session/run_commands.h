#pragma once
// What can be done to single nodes and links while all runs, and the words for it.

#include <QString>

#include <array>

namespace topomq::ui {

enum class NodeCommand { Start, Stop, Kill, Restart, Freeze, Thaw };
inline constexpr std::array kNodeCommands{NodeCommand::Start,  NodeCommand::Stop,
                                          NodeCommand::Kill,   NodeCommand::Restart,
                                          NodeCommand::Freeze, NodeCommand::Thaw};

enum class LinkCommand { Cut, Mend };
inline constexpr std::array kLinkCommands{LinkCommand::Cut, LinkCommand::Mend};

/// "Stop"; `tipOf` says what that means for the messages.
[[nodiscard]] QString wordOf(NodeCommand command);
[[nodiscard]] QString tipOf(NodeCommand command);
[[nodiscard]] QString wordOf(LinkCommand command);
[[nodiscard]] QString tipOf(LinkCommand command);

} // namespace topomq::ui
