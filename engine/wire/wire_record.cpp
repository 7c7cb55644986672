#include "engine/wire/wire_record.h"

#include <algorithm>

namespace topomq::wire {

Recorder::Recorder(Protocol protocol, std::size_t keep)
    : m_keep(keep)
{
    m_record.protocol = protocol;
}

std::uint64_t Recorder::begin(std::uint64_t time)
{
    if (m_record.connections.size() == kMostConnections)
        m_record.connections.erase(m_record.connections.begin());
    WireConnection& connection = m_record.connections.emplace_back();
    connection.number = ++m_record.connectionsSeen;
    connection.openedAt = time;
    m_record.problem.clear();
    ++m_record.version;
    return connection.number;
}

void Recorder::add(std::uint64_t connection,
                   Direction direction,
                   Bytes bytes,
                   std::uint64_t time,
                   const WireTotals& gained,
                   const Decoder& decoder)
{
    ++m_record.version;
    m_record.totals[at(direction)] += gained;
    WireConnection* found = find(connection);
    if (found == nullptr)
        return;
    found->totals[at(direction)] = decoder.totals();
    found->troubles[at(direction)] = decoder.trouble();
    std::vector<std::uint8_t>& kept = found->bytes[at(direction)];
    const std::size_t count = std::min(bytes.size(), m_keep - kept.size());
    if (count == 0)
        return;
    found->chunks.push_back({direction, time, kept.size(), count});
    kept.insert(kept.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
}

void Recorder::end(std::uint64_t connection, std::uint64_t time)
{
    ++m_record.version;
    if (WireConnection* found = find(connection))
        found->closedAt = time;
}

void Recorder::setProblem(std::string problem)
{
    ++m_record.version;
    m_record.problem = std::move(problem);
}

WireConnection* Recorder::find(std::uint64_t connection)
{
    for (WireConnection& each : m_record.connections) {
        if (each.number == connection)
            return &each;
    }
    return nullptr;
}

} // namespace topomq::wire
