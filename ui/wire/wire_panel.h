#pragma once
// The tab with the bytes on the wire: of the selected link, and of a second one beside it.

#include "engine/model/ids.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;

namespace topomq::ui {

class RunSession;
class Theme;
class TopologyDocument;
class WireColumn;

/// Looks for new bytes a few times a second while it is visible.
/// Thread: the window's. The arguments outlive it.
class WirePanel : public QWidget
{
    Q_OBJECT

public:
    WirePanel(TopologyDocument& document,
              RunSession& session,
              const Theme& theme,
              QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeBar();
    void takeSelection();
    void fillChoices();
    void showLinks(const model::LinkId& link, const model::LinkId& beside);
    void showSwitch();
    void setRecorded(bool recorded);
    void refresh();

    TopologyDocument& m_document;
    RunSession& m_session;
    QComboBox* m_choice = nullptr;
    QComboBox* m_beside = nullptr;
    QCheckBox* m_record = nullptr;
    WireColumn* m_column = nullptr;
    WireColumn* m_second = nullptr;
    QTimer m_refresh;
};

} // namespace topomq::ui
