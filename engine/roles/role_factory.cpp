#include "engine/roles/role_factory.h"

#include "engine/roles/roles.h"

namespace topomq::roles {

runtime::RoleFactory makeRoleFactory()
{
    return [](const plan::PlannedNode& node) -> std::unique_ptr<runtime::RoleProgram> {
        switch (node.role) {
        case model::Role::Source:
            return std::make_unique<Source>();
        case model::Role::Sink:
            return std::make_unique<Sink>();
        case model::Role::Worker:
            return std::make_unique<Worker>();
        case model::Role::Client:
            return std::make_unique<Client>();
        case model::Role::Server:
            return std::make_unique<Server>();
        case model::Role::Proxy:
            return std::make_unique<Proxy>();
        case model::Role::Balancer:
            return std::make_unique<Balancer>();
        case model::Role::BalancedWorker:
            return std::make_unique<BalancedWorker>();
        case model::Role::Stream:
            return std::make_unique<Stream>();
        case model::Role::Peer:
            return std::make_unique<Peer>();
        default:
            return nullptr;
        }
    };
}

} // namespace topomq::roles
