#pragma once
// The dock at the right: shows what is selected, and changes it.

#include "engine/model/edit.h"
#include "ui/inspector/inspector_context.h"

#include <QTimer>
#include <QWidget>

#include <set>

class QScrollArea;

namespace topomq::ui {

class InspectorPage;

/// Every change goes through the document as an undo step; figures are read from the session at
/// most ten times a second. Rows come and go only when the selection or its sockets do, so typing
/// keeps its caret.
/// Thread: the window's. The arguments outlive it.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    InspectorPanel(TopologyDocument& document,
                   RunSession& session,
                   Theme& theme,
                   QWidget* parent = nullptr);
    ~InspectorPanel() override;

    [[nodiscard]] QSize sizeHint() const override { return {300, 600}; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {250, 160}; }

    /// What it says first of what is selected: its name, its state.
    void showTop();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void followChange(const model::Change& change);
    /// Brings the page up to date: in place where its rows stay, else with a new one.
    void follow();
    void rebuild(const QString& wanted);
    void askForFigures();
    /// Brings the field into view and gives it the keyboard, also out of a folded part.
    void focusField(const QString& where, const QString& field);
    [[nodiscard]] QWidget* fieldNamed(const QString& where, const QString& field) const;
    [[nodiscard]] QString shape() const;
    [[nodiscard]] QString drawnShape() const;
    [[nodiscard]] InspectorPage* makePage();

    std::set<QString> m_opened;
    InspectorContext m_context;
    QScrollArea* m_scroll = nullptr;
    InspectorPage* m_page = nullptr;
    QString m_shape;
    QTimer m_refresh;
};

} // namespace topomq::ui
