#pragma once
// What `stream` nodes say over raw TCP.

#include "engine/runtime/node_context.h"

#include <string>
#include <string_view>

namespace topomq::roles {

/// `host` is the address that was connected to.
[[nodiscard]] std::string
httpRequest(const std::string& path, std::string_view host, std::string_view body);
/// `withBody` is false for an answer to HEAD, which only says how long the body would be.
[[nodiscard]] std::string
httpReply(std::string_view status, std::string_view body, bool closes, bool withBody = true);
/// With its line end, and without any other.
[[nodiscard]] std::string line(std::string text);
/// Letters.
[[nodiscard]] std::string filler(std::size_t size);
/// A drawn size in bytes, within what a message may have.
[[nodiscard]] std::size_t drawSize(runtime::NodeContext& context,
                                   const model::Distribution& distribution);

} // namespace topomq::roles
