#pragma once
// Composes what sources, clients and peers send.

#include "engine/runtime/node_context.h"

#include <cstddef>
#include <cstdint>

namespace topomq::roles {

/// Puts the next generated payload into `message`. False: no memory; it has been reported.
[[nodiscard]] bool generate(runtime::NodeContext& context,
                            runtime::SocketPort& port,
                            runtime::Outgoing& message,
                            std::uint64_t number);

/// Puts a copy of the body of `from` into `message`, frames and all.
[[nodiscard]] bool copyBody(runtime::NodeContext& context,
                            runtime::SocketPort& port,
                            const runtime::Incoming& from,
                            runtime::Outgoing& message);

/// The same with the envelope as frames of the body.
[[nodiscard]] bool copyAll(runtime::NodeContext& context,
                           runtime::SocketPort& port,
                           const runtime::Incoming& from,
                           runtime::Outgoing& message);

/// What a server answers: `reply_size` bytes, or the body of the request.
[[nodiscard]] bool composeReply(runtime::NodeContext& context,
                                runtime::SocketPort& port,
                                const runtime::Incoming& request,
                                runtime::Outgoing& reply);

/// Copies routing ids and delimiters, and what the sender marked the message with.
void copyEnvelope(const runtime::Incoming& from, runtime::Outgoing& message);

} // namespace topomq::roles
