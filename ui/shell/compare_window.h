#pragma once
// Two versions of a topology side by side, with a list of what differs.

#include "engine/model/difference.h"
#include "engine/model/settings.h"
#include "ui/document/topology_document.h"

#include <QDialog>
#include <QString>

#include <string>
#include <vector>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace topomq::ui {

class CompareCanvas;
class Theme;

/// One of the two, and what it is called.
struct Version
{
    model::Topology topology;
    QString title;
};

/// Both canvases share one camera. A copy of both versions: edits do not reach it.
/// Thread: the window's.
class CompareWindow : public QDialog
{
    Q_OBJECT

public:
    CompareWindow(const Version& before, const Version& after, Theme& theme, QWidget* parent);

    [[nodiscard]] CompareCanvas& before() { return *m_beforeCanvas; }

    [[nodiscard]] CompareCanvas& after() { return *m_afterCanvas; }

    [[nodiscard]] QTreeWidget& list() { return *m_list; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* column(const QString& title, CompareCanvas* canvas);
    void connectCanvases();
    void listDifferences();
    void addDifference(const model::Difference& difference);
    /// Of a parameter that came or went; null for all else.
    [[nodiscard]] const model::Value* valueOf(const model::Difference& difference) const;
    [[nodiscard]] QString nameOf(const model::Difference& difference) const;
    /// Null when the field is no setting of a node.
    [[nodiscard]] const model::SettingInfo* settingOf(const model::Difference& difference,
                                                      const model::FieldDifference& field) const;
    [[nodiscard]] QString labelOf(const model::Difference& difference,
                                  const model::FieldDifference& field) const;
    [[nodiscard]] std::string unitOf(const model::Difference& difference,
                                     const model::FieldDifference& field) const;
    [[nodiscard]] QString summary() const;
    void jumpTo(const QTreeWidgetItem* item);
    void selectInList(const QString& where);

    Theme& m_theme;
    QString m_beforeTitle;
    QString m_afterTitle;
    TopologyDocument m_before;
    TopologyDocument m_after;
    std::vector<model::Difference> m_differences;
    CompareCanvas* m_beforeCanvas = nullptr;
    CompareCanvas* m_afterCanvas = nullptr;
    QTreeWidget* m_list = nullptr;
    bool m_wasShown = false;
};

} // namespace topomq::ui
