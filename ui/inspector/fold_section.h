#pragma once
// A part of a page that folds away behind its heading and stays as the user left it.

#include "ui/inspector/inspector_context.h"

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace topomq::ui {

/// Thread: the window's.
class FoldSection : public QWidget
{
    Q_OBJECT

public:
    /// `key` remembers whether it is open while pages come and go.
    FoldSection(const QString& key, const InspectorContext& context, QWidget* parent);

    void setHeading(const QString& heading);

    /// The button that opens and folds; for its name.
    [[nodiscard]] QToolButton* toggle() const { return m_toggle; }

    /// What is folded, and its column.
    [[nodiscard]] QWidget* inner() const { return m_inner; }

    [[nodiscard]] QVBoxLayout* rows() const { return m_rows; }

private:
    void setOpen(bool open);
    void nameToggle();

    QString m_key;
    const InspectorContext& m_context;
    QString m_heading;
    QToolButton* m_toggle = nullptr;
    QWidget* m_inner = nullptr;
    QVBoxLayout* m_rows = nullptr;
};

} // namespace topomq::ui
