#include "engine/roles/roles.h"
#include "engine/roles/serving.h"

namespace topomq::roles {

void Server::run(runtime::NodeContext& context)
{
    if (!context.sockets().empty())
        serveRequests(context, *context.sockets().front());
}

} // namespace topomq::roles
