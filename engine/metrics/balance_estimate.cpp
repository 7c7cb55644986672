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

/// Whole numbers with the same sum as `total`, near the shares, none above its capacity as long
/// as there is room elsewhere.
std::vector<std::uint64_t>
rounded(const std::vector<double>& shares, std::uint64_t total, const BalanceObservation& now)
{
    const auto fits = [&now](std::size_t peer, std::uint64_t count) {
        const std::uint64_t capacity = now.peers[peer].capacity;
        return !now.peers[peer].isOver && (capacity == 0 || count < capacity);
    };
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<std::uint64_t> counts(shares.size(), 0);
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (now.peers[i].isOver)
            continue;
        const double part = sum > 0
            ? shares[i] / sum * static_cast<double>(total)
            : static_cast<double>(total) / static_cast<double>(shares.size());
        auto count = static_cast<std::uint64_t>(std::floor(std::max(0.0, part)));
        if (now.peers[i].capacity != 0)
            count = std::min(count, now.peers[i].capacity);
        counts[i] = std::min(count, total - given);
        given += counts[i];
    }
    const bool anyGoesOn = std::any_of(now.peers.begin(), now.peers.end(),
                                       [](const auto& peer) { return !peer.isOver; });
    while (given < total) {
        std::uint64_t openPeers = 0;
        for (std::size_t i = 0; i < counts.size(); ++i)
            openPeers += fits(i, counts[i]) ? 1U : 0U;
        // All full: the kernel's buffers hold the rest, shared like everything else.
        const bool ignoreLimits = openPeers == 0;
        const std::uint64_t parts = ignoreLimits ? counts.size() : openPeers;
        const std::uint64_t each = std::max<std::uint64_t>(1, (total - given) / parts);
        for (std::size_t i = 0; i < counts.size() && given < total; ++i) {
            if ((!ignoreLimits && !fits(i, counts[i])) || (now.peers[i].isOver && anyGoesOn))
                continue;
            std::uint64_t more = std::min(each, total - given);
            if (!ignoreLimits && now.peers[i].capacity != 0)
                more = std::min(more, now.peers[i].capacity - counts[i]);
            counts[i] += more;
            given += more;
        }
    }
    return counts;
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
    std::uint64_t received = 0;
    for (const auto& peer : now.peers)
        received += peer.received;
    const std::uint64_t total = now.sent > received ? now.sent - received : 0;
    if (count == 0 || total == 0)
        return std::vector<std::uint64_t>(count, 0);

    const std::vector<std::size_t> order = byNewestArrival(now);
    if (count > kManyPeers)
        return rounded(sharesOfMany(now, order), total, now);
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
    return rounded(shares, total, now);
}

} // namespace topomq::metrics
