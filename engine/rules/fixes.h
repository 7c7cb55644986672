#pragma once
// The edits that findings offer as remedies. Each returns nothing where no edit would reach the
// right thing (a second node with the same id) or where fixes have become too many to be read.

#include "engine/rules/check_rules.h"

#include <functional>
#include <optional>
#include <string>

namespace topomq::rules {

using MaybeFix = std::optional<model::Fix>;

[[nodiscard]] MaybeFix changeNode(const CheckIndex& index,
                                  Findings& findings,
                                  std::size_t nodeIndex,
                                  std::string text,
                                  const std::function<void(model::Node&)>& change);
[[nodiscard]] MaybeFix changeSocket(const CheckIndex& index,
                                    Findings& findings,
                                    const SocketEntry& socket,
                                    std::string text,
                                    const std::function<void(model::Socket&)>& change);
/// Another address in the place of the one at `position`.
[[nodiscard]] MaybeFix replaceAddress(const CheckIndex& index,
                                      Findings& findings,
                                      const SocketEntry& socket,
                                      std::size_t position,
                                      const std::string& address);
[[nodiscard]] MaybeFix removeLink(const LinkEntry& link);
/// Another type for the socket, unless that makes one of its links illegal.
[[nodiscard]] MaybeFix changeType(const CheckIndex& index,
                                  Findings& findings,
                                  const SocketEntry& socket,
                                  model::SocketType type);
/// Is the type legal with all sockets that this one is linked to?
[[nodiscard]] bool
fitsPeers(const CheckIndex& index, const SocketEntry& socket, model::SocketType type);

/// "PUSH, PUB or PAIR".
[[nodiscard]] std::string joined(const std::vector<model::SocketType>& types);
/// What a file said, for a message: cut where it is longer than people read.
[[nodiscard]] std::string shortened(const std::string& text);
/// "\"a\", \"b\" and 3 more": at most five names in full.
[[nodiscard]] std::string quotedList(const std::vector<std::string>& names);

} // namespace topomq::rules
