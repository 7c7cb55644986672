#include "ui/shell/panel_docks.h"

#include "ui/palette/palette_panel.h"
#include "ui/shell/page_stack.h"

#include <QMainWindow>

namespace topomq::ui {

PanelDocks::PanelDocks(QMainWindow& window, Theme& theme, bool hidden)
    : Docks(window, theme, hidden)
    , m_palette(new PalettePanel(theme, &window))
{
    add(QStringLiteral("paletteDock"), tr("Palette"), m_palette, Qt::LeftDockWidgetArea);
    addPanel(PanelKind::Inspector, QStringLiteral("inspectorDock"), tr("Inspector"));
    addPanel(PanelKind::Plots, QStringLiteral("plotsDock"), tr("Plots"));
    addPanel(PanelKind::Links, QStringLiteral("linksDock"), tr("Links"));
    addPanel(PanelKind::Messages, QStringLiteral("messagesDock"), tr("Messages"));
    addPanel(PanelKind::Wire, QStringLiteral("wireDock"), tr("Wire"));
    addPanel(PanelKind::Events, QStringLiteral("eventsDock"), tr("Events"));
    addPanel(PanelKind::Problems, QStringLiteral("problemsDock"), tr("Problems"));
}

void PanelDocks::addPanel(PanelKind kind, const QString& name, const QString& title)
{
    auto* stack = new PageStack(nullptr);
    const Qt::DockWidgetArea area =
        kind == PanelKind::Inspector ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea;
    m_places[kind] = {add(name, title, stack, area), stack};
}

void PanelDocks::take(TabPanels& panels)
{
    for (const auto& [kind, place] : m_places)
        place.stack->addWidget(panels[kind]);
    connect(&panels, &TabPanels::countChanged, this, [this, of = &panels](PanelKind kind) {
        if (of == m_front)
            showPanelCount(kind);
    });
}

void PanelDocks::setFront(const TabPanels& panels)
{
    m_front = &panels;
    for (const auto& [kind, place] : m_places) {
        place.stack->setCurrentWidget(panels[kind]);
        showPanelCount(kind);
    }
}

void PanelDocks::showPanelCount(PanelKind kind)
{
    const PanelCount& count = m_front->count(kind);
    setCount(m_places.at(kind).dock, count.value, count.tone);
}

void PanelDocks::showPanel(PanelKind kind)
{
    raise(m_places.at(kind).dock);
}

void PanelDocks::enterPanel(PanelKind kind)
{
    showPanel(kind);
    m_places.at(kind).stack->currentWidget()->setFocus();
}

} // namespace topomq::ui
