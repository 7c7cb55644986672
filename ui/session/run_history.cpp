#include "ui/session/run_history.h"

#include <utility>

namespace topomq::ui {

void RunHistory::clear()
{
    m_samples.clear();
    m_bytes = 0;
}

void RunHistory::append(metrics::SnapshotPtr sample)
{
    m_bytes += bytesOf(*sample);
    m_samples.push_back(std::move(sample));
    while (m_samples.back()->time - m_samples.front()->time > kLongest) {
        m_bytes -= bytesOf(*m_samples.front());
        m_samples.pop_front();
    }
    if (m_bytes > m_byteBudget)
        thin();
}

std::size_t RunHistory::bytesOf(const metrics::Snapshot& sample)
{
    return sizeof(metrics::Snapshot) + sample.flows.size() * sizeof(metrics::FlowFigures)
        + sample.sockets.size() * sizeof(metrics::SocketFigures)
        + sample.nodes.size() * sizeof(metrics::NodeFigures);
}

void RunHistory::thin()
{
    const double newest = m_samples.back()->time;
    std::deque<metrics::SnapshotPtr> kept;
    bool keep = true;
    m_bytes = 0;
    for (metrics::SnapshotPtr& sample : m_samples) {
        const bool recent = newest - sample->time < kFullDetail;
        if (recent || keep) {
            m_bytes += bytesOf(*sample);
            kept.push_back(std::move(sample));
        }
        keep = !keep;
    }
    // All of it is recent: the oldest has to go, whatever its age.
    while (m_bytes > m_byteBudget && kept.size() > 1) {
        m_bytes -= bytesOf(*kept.front());
        kept.pop_front();
    }
    m_samples = std::move(kept);
}

} // namespace topomq::ui
