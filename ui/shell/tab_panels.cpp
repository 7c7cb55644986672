#include "ui/shell/tab_panels.h"

#include "ui/events/events_panel.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/links/links_panel.h"
#include "ui/messages/messages_panel.h"
#include "ui/plots/plots_panel.h"
#include "ui/problems/problems_panel.h"
#include "ui/shell/run_problems.h"
#include "ui/wire/wire_panel.h"

namespace topomq::ui {

TabPanels::TabPanels(TopologyDocument& document, RunSession& session, Theme& theme, QWidget& tab)
    : QObject(&tab)
    , m_inspector(new InspectorPanel(document, session, theme, &tab))
    , m_plots(new PlotsPanel(document, session, theme, &tab))
    , m_problems(new ProblemsPanel(document, theme, &tab))
{
    auto* links = new LinksPanel(document, session, theme, &tab);
    auto* events = new EventsPanel(document, session, theme, &tab);
    m_panels = {m_inspector,
                m_plots,
                links,
                new MessagesPanel(document, session, theme, &tab),
                new WirePanel(document, session, theme, &tab),
                events,
                m_problems};
    new RunProblems(session, *m_problems, this);
    connect(links, &LinksPanel::countChanged, this,
            [this](int count) { setCount(PanelKind::Links, {count}); });
    connect(events, &EventsPanel::countChanged, this,
            [this](int count) { setCount(PanelKind::Events, {count}); });
    connect(m_problems, &ProblemsPanel::countChanged, this, &TabPanels::countProblems);
    countProblems();
}

TabPanels::~TabPanels()
{
    for (const QPointer<QWidget>& panel : m_panels)
        delete panel.data();
}

void TabPanels::countProblems()
{
    const int errors = m_problems->errors();
    const int warnings = m_problems->warnings();
    setCount(PanelKind::Problems,
             {errors + warnings,
              errors > 0         ? Badge::Tone::Bad
                  : warnings > 0 ? Badge::Tone::Warning
                                 : Badge::Tone::Neutral});
}

void TabPanels::setCount(PanelKind kind, const PanelCount& count)
{
    m_counts[indexOf(kind)] = count;
    Q_EMIT countChanged(kind);
}

} // namespace topomq::ui
