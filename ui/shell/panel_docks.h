#pragma once
// The docks with the palette and the panels of the tab in front.

#include "ui/shell/docks.h"
#include "ui/shell/tab_panels.h"

#include <map>

namespace topomq::ui {

class PageStack;
class PalettePanel;

/// Thread: the window's.
class PanelDocks : public Docks
{
    Q_OBJECT

public:
    PanelDocks(QMainWindow& window, Theme& theme, bool hidden);

    [[nodiscard]] PalettePanel& palette() { return *m_palette; }

    /// The panels of a further tab, behind those in front.
    void take(TabPanels& panels);
    void setFront(const TabPanels& panels);
    /// Shows a panel and brings it to the front.
    void showPanel(PanelKind kind);
    /// The same, with the focus in it.
    void enterPanel(PanelKind kind);

private:
    struct Place
    {
        QDockWidget* dock = nullptr;
        PageStack* stack = nullptr;
    };

    void addPanel(PanelKind kind, const QString& name, const QString& title);
    void showPanelCount(PanelKind kind);

    PalettePanel* m_palette;
    std::map<PanelKind, Place> m_places;
    const TabPanels* m_front = nullptr;
};

} // namespace topomq::ui
