#include "engine/roles/roles.h"
#include "engine/roles/stream_client.h"
#include "engine/roles/stream_server.h"

namespace topomq::roles {

void Stream::run(runtime::NodeContext& context)
{
    if (context.sockets().empty())
        return;
    runtime::SocketPort& port = *context.sockets().front();
    if (port.stream() == nullptr)
        return;
    if (isServer(context.settings().mode))
        StreamServer(context, port).run();
    else
        StreamClient(context, port).run();
}

} // namespace topomq::roles
