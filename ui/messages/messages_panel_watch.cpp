// Which link the panel has watched, and what it is called. See messages_panel.cpp for the rest of
// the class.

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/messages/messages_bar.h"
#include "ui/messages/messages_panel.h"
#include "ui/session/message_watch.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"

namespace topomq::ui {

bool MessagesPanel::isWatched() const
{
    return m_link && m_session.messages().detailOf(*m_link) == metrics::Detail::Capture;
}

void MessagesPanel::syncWatch()
{
    const bool isWanted = m_isOn && m_link && (isVisible() || m_isPinned);
    if (m_watched && (!isWanted || m_watched != m_link))
        endWatch();
    if (isWanted && !isWatched()) {
        m_before = m_session.messages().detailOf(*m_link);
        m_watched = m_link;
        m_session.messages().setDetail(*m_link, metrics::Detail::Capture);
    }
    m_bar->setShown(m_isOn || isWatched());
    m_bar->setPinned(m_isPinned);
}

void MessagesPanel::endWatch()
{
    const std::string place = *m_watched;
    m_watched.reset();
    m_session.messages().setDetail(place, m_before);
}

void MessagesPanel::noticeDetail(const std::string& place)
{
    // Somebody else has set the link that is watched here to something else: that holds.
    if (m_watched == place && m_session.messages().detailOf(place) != metrics::Detail::Capture) {
        m_watched.reset();
        m_isOn = false;
    }
    if (m_link == place) {
        m_bar->setShown(m_isOn || isWatched());
        showState();
    }
}

QString MessagesPanel::linkName() const
{
    if (!m_link)
        return {};
    const auto here = PlanNames(m_document.path()).linkInView(*m_link);
    const model::Link* link = here ? m_document.topology().find(*here) : nullptr;
    return link == nullptr ? placeOf(m_document.root(), *m_link).title
                           : linkTitle(m_document.topology(), *link);
}

QString MessagesPanel::directionOf(std::size_t flow) const
{
    const plan::PlannedFlow& planned = m_session.plan().flows[flow];
    return tr("%1 → %2").arg(m_session.titleOfNodeAt(planned.from),
                             m_session.titleOfNodeAt(planned.to));
}

/// The first flow goes as the link's title is read.
QString MessagesPanel::towardOf(std::size_t flow, bool isFirst) const
{
    return (isFirst ? tr("→ %1") : tr("← %1"))
        .arg(m_session.titleOfNodeAt(m_session.plan().flows[flow].to));
}

} // namespace topomq::ui
