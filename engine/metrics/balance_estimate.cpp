#include "engine/metrics/balance_estimate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace topomq::metrics {

namespace {

constexpr std::size_t kKeptObservations = 512;

std::vector<std::size_t> byNewestArrival(const BalanceObservation& now)
{
    std::vector<std::size_t> order(now.peers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&now](std::size_t a, std::size_t b) {
        return now.peers[a].last < now.peers[b].last;
    });
    return order;
}

bool hasArrivals(const BalanceObservation& then, const BalanceObservation& now)
{
    return !std::equal(
        now.peers.begin(), now.peers.end(), then.peers.begin(),
        [](const auto& a, const auto& b) { return a.received == b.received && a.last == b.last; });
}

/// Most that may be under way to each: a queue keeps order, and a receiver empties it from the
/// front.
std::vector<std::uint64_t> roomOf(const BalanceObservation& now)
{
    std::vector<std::uint64_t> room;
    room.reserve(now.peers.size());
    for (const BalanceObservation::Peer& peer : now.peers) {
        const std::uint64_t newer = now.sent - std::min(now.sent, peer.last);
        const std::uint64_t most = peer.capacity == 0 ? newer : std::min(newer, peer.capacity);
        room.push_back(peer.isOver ? 0 : most);
    }
    return room;
}

std::uint64_t underWay(const BalanceObservation& now)
{
    std::uint64_t received = 0;
    for (const BalanceObservation::Peer& peer : now.peers)
        received += peer.received;
    return now.sent - std::min(now.sent, received);
}

std::uint64_t sumOf(const std::vector<std::uint64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Gives one to each that has room, the heaviest first, until nothing is left.
void giveSingly(const std::vector<double>& weights,
                const std::vector<std::uint64_t>& room,
                std::uint64_t& left,
                std::vector<std::uint64_t>& parts)
{
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&weights](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
    for (const std::size_t i : order) {
        if (left == 0)
            return;
        if (weights[i] > 0 && parts[i] < room[i]) {
            ++parts[i];
            --left;
        }
    }
}

/// In proportion to the weights as far as there is room; less than `total` where there is not.
std::vector<std::uint64_t> inProportion(std::uint64_t total,
                                        const std::vector<double>& weights,
                                        const std::vector<std::uint64_t>& room)
{
    std::vector<std::uint64_t> parts(weights.size(), 0);
    const auto isOpen = [&](std::size_t i) { return weights[i] > 0 && parts[i] < room[i]; };
    std::uint64_t left = total;
    while (left > 0) {
        double sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i)
            sum += isOpen(i) ? weights[i] : 0;
        if (sum <= 0)
            break;
        // What does not fit into one goes to the others in the next round.
        const std::uint64_t before = left;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (!isOpen(i))
                continue;
            const double fair = weights[i] / sum * static_cast<double>(before);
            const std::uint64_t part =
                std::min({static_cast<std::uint64_t>(fair), room[i] - parts[i], left});
            parts[i] += part;
            left -= part;
        }
        if (left == before)
            giveSingly(weights, room, left, parts);
    }
    return parts;
}

/// With so many peers the history of each would take too long to look through.
constexpr std::size_t kManyPeers = 32;

/// What each peer may hold of what is under way, from the newest arrivals alone: a message that is
/// newer than those of k peers may wait at any of these.
std::vector<double> sharesOfMany(const BalanceObservation& now,
                                 const std::vector<std::size_t>& order)
{
    std::vector<double> shares(order.size(), 0.0);
    std::vector<double> parts(order.size(), 0.0);
    std::size_t candidates = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        candidates += now.peers[order[k]].isOver ? 0U : 1U;
        const std::uint64_t from = now.peers[order[k]].last;
        const std::uint64_t to = k + 1 < order.size() ? now.peers[order[k + 1]].last : now.sent;
        if (to > from && candidates > 0)
            parts[k] = static_cast<double>(to - from) / static_cast<double>(candidates);
    }
    double sum = 0;
    for (std::size_t k = order.size(); k > 0; --k) {
        sum += parts[k - 1];
        if (!now.peers[order[k - 1]].isOver)
            shares[order[k - 1]] = sum;
    }
    return shares;
}

} // namespace

std::vector<std::uint64_t> sharedOut(std::uint64_t total,
                                     const std::vector<double>& weights,
                                     const std::vector<std::uint64_t>& room)
{
    std::vector<std::uint64_t> parts = inProportion(total, weights, room);
    const auto add = [&](const std::vector<double>& by, const std::vector<std::uint64_t>& most) {
        if (const std::uint64_t left = total - sumOf(parts); left > 0) {
            const std::vector<std::uint64_t> more = inProportion(left, by, most);
            for (std::size_t i = 0; i < parts.size(); ++i)
                parts[i] += more[i];
        }
    };
    // All that are likely to have it are full: the rest can only be where there is room.
    const std::vector<double> alike(parts.size(), 1.0);
    std::vector<std::uint64_t> roomLeft = room;
    for (std::size_t i = 0; i < parts.size(); ++i)
        roomLeft[i] -= parts[i];
    add(alike, roomLeft);
    // No queue can hold it: it is in the hands of those that send and take.
    const std::vector<std::uint64_t> unbounded(parts.size(), total);
    add(weights, unbounded);
    add(std::vector<double>(room.begin(), room.end()), unbounded);
    add(alike, unbounded);
    return parts;
}

std::vector<std::uint64_t> leastInFlight(const BalanceObservation& now)
{
    const std::vector<std::uint64_t> room = roomOf(now);
    const std::uint64_t roomOfAll = sumOf(room);
    const std::uint64_t total = underWay(now);
    std::vector<std::uint64_t> least;
    least.reserve(room.size());
    for (const std::uint64_t own : room)
        least.push_back(std::min(own, total - std::min(total, roomOfAll - own)));
    return least;
}

double BalanceEstimate::receivedUpTo(std::size_t peer, std::uint64_t number) const
{
    double lowNumber = 0;
    double lowCount = 0;
    for (auto it = m_history.rbegin(); it != m_history.rend(); ++it) {
        const auto& seen = it->peers[peer];
        if (seen.last > number)
            continue;
        lowNumber = static_cast<double>(seen.last);
        lowCount = static_cast<double>(seen.received);
        if (it == m_history.rbegin())
            return lowCount;
        const auto& next = std::prev(it)->peers[peer];
        const double span = static_cast<double>(next.last) - lowNumber;
        const double gained = static_cast<double>(next.received) - lowCount;
        return span <= 0 ? lowCount
                         : lowCount + gained * (static_cast<double>(number) - lowNumber) / span;
    }
    if (m_history.empty() || m_history.front().peers[peer].last == 0)
        return 0;
    const auto& oldest = m_history.front().peers[peer];
    return static_cast<double>(oldest.received) * static_cast<double>(number)
        / static_cast<double>(oldest.last);
}

std::vector<std::uint64_t> BalanceEstimate::inFlight(const BalanceObservation& now)
{
    const std::size_t count = now.peers.size();
    // A peer has joined: what was seen before says nothing about it.
    if (!m_history.empty() && m_history.back().peers.size() != count)
        m_history.clear();
    const bool isNews = m_history.empty() || hasArrivals(m_history.back(), now);
    if (count <= kManyPeers && isNews)
        m_history.push_back(now);
    if (m_history.size() > kKeptObservations)
        m_history.pop_front();
    const std::uint64_t total = underWay(now);
    if (count == 0 || total == 0)
        return std::vector<std::uint64_t>(count, 0);

    const std::vector<std::size_t> order = byNewestArrival(now);
    if (count > kManyPeers)
        return sharedOut(total, sharesOfMany(now, order), roomOf(now));
    std::vector<double> shares(count, 0.0);
    for (std::size_t k = 0; k < count; ++k) {
        const std::uint64_t from = now.peers[order[k]].last;
        const std::uint64_t to = k + 1 < count ? now.peers[order[k + 1]].last : now.sent;
        double missing = to > from ? static_cast<double>(to - from) : 0.0;
        for (std::size_t j = k + 1; j < count && missing > 0; ++j)
            missing -= receivedUpTo(order[j], to) - receivedUpTo(order[j], from);
        if (missing <= 0)
            continue;
        std::size_t candidates = 0;
        for (std::size_t j = 0; j <= k; ++j)
            candidates += now.peers[order[j]].isOver ? 0U : 1U;
        for (std::size_t j = 0; j <= k; ++j) {
            if (!now.peers[order[j]].isOver)
                shares[order[j]] += missing / static_cast<double>(candidates);
        }
    }
    return sharedOut(total, shares, roomOf(now));
}

} // namespace topomq::metrics
