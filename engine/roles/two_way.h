#pragma once
// Sending on a socket on which messages also come in.

#include "engine/runtime/node_context.h"

#include <string>
#include <vector>

namespace topomq::roles {

/// Takes in some of what has come, so that it does not pile up.
void takeIn(runtime::SocketPort& port, runtime::Incoming& incoming);

/// Like NodeContext::send, but reads whenever the socket takes no more: two ends that only sent
/// would wait for each other for ever.
[[nodiscard]] runtime::WaitResult sendAndTakeIn(runtime::NodeContext& context,
                                                runtime::SocketPort& port,
                                                runtime::Outgoing& message,
                                                runtime::Incoming& incoming);

/// What a DEALER has to put before its messages: the empty frame that REP needs, where one is
/// linked to it; ROUTER and DEALER do as well with it. It holds for NodeContext::planVersion.
[[nodiscard]] std::vector<std::string> envelopeOf(const runtime::NodeContext& context,
                                                  const runtime::SocketPort& port);

} // namespace topomq::roles
