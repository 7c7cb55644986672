#include "engine/rules/external_addresses.h"

namespace topomq::rules {

std::string ExternalAddresses::freeFor(const SocketEntry& external, std::size_t endpoint)
{
    const auto [given, isNew] = m_given.try_emplace({&external, endpoint}, 0);
    if (isNew)
        given->second = freePort();
    return "tcp://127.0.0.1:" + std::to_string(given->second);
}

int ExternalAddresses::freePort()
{
    constexpr int kLastPort = 65535;
    if (!m_taken) {
        m_taken.emplace();
        for (const SocketEntry& socket : m_index.sockets) {
            for (const AddressResult& result : socket.addresses) {
                if (result.address && result.address->port)
                    m_taken->insert(*result.address->port);
            }
        }
    }
    while (m_next < kLastPort && m_taken->contains(m_next))
        ++m_next;
    return m_next < kLastPort ? m_next++ : m_next;
}

} // namespace topomq::rules
