#pragma once
// The panels of one open file: each tab has its own, so that nothing of one shows in another.

#include "ui/widgets/badge.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <array>
#include <cstddef>

namespace topomq::ui {

class InspectorPanel;
class PlotsPanel;
class ProblemsPanel;
class RunSession;
class Theme;
class TopologyDocument;

enum class PanelKind { Inspector, Plots, Links, Messages, Wire, Events, Problems };

/// In the order in which they stand in the window.
inline constexpr std::array kPanelKinds{PanelKind::Inspector, PanelKind::Plots, PanelKind::Links,
                                        PanelKind::Messages,  PanelKind::Wire,  PanelKind::Events,
                                        PanelKind::Problems};

/// What stands beside the title of a panel.
struct PanelCount
{
    int value = 0;
    Badge::Tone tone = Badge::Tone::Neutral;
};

/// The docks take the panels in; whoever goes first, they go once. Thread: the window's.
class TabPanels : public QObject
{
    Q_OBJECT

public:
    TabPanels(TopologyDocument& document, RunSession& session, Theme& theme, QWidget& tab);
    ~TabPanels() override;

    [[nodiscard]] QWidget* operator[](PanelKind kind) const { return m_panels[indexOf(kind)]; }

    [[nodiscard]] const PanelCount& count(PanelKind kind) const { return m_counts[indexOf(kind)]; }

    [[nodiscard]] InspectorPanel& inspector() { return *m_inspector; }

    [[nodiscard]] PlotsPanel& plots() { return *m_plots; }

    [[nodiscard]] ProblemsPanel& problems() { return *m_problems; }

Q_SIGNALS:
    void countChanged(topomq::ui::PanelKind kind);

private:
    static constexpr std::size_t indexOf(PanelKind kind) { return static_cast<std::size_t>(kind); }

    void setCount(PanelKind kind, const PanelCount& count);
    void countProblems();

    InspectorPanel* m_inspector;
    PlotsPanel* m_plots;
    ProblemsPanel* m_problems;
    std::array<QPointer<QWidget>, kPanelKinds.size()> m_panels;
    std::array<PanelCount, kPanelKinds.size()> m_counts;
};

} // namespace topomq::ui
