#pragma once
// The parameters of the topology, a row each, and the way to a new one.

#include "ui/inspector/inspector_context.h"

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace topomq::ui {

class ParameterRow;

/// Thread: the window's.
class ParameterTable : public QWidget
{
    Q_OBJECT

public:
    ParameterTable(const InspectorContext& context, QWidget* parent);

    /// Rows come and go only with parameters, so that typing keeps its caret.
    void sync();

private:
    void add();

    const InspectorContext& m_context;
    QVBoxLayout* m_column = nullptr;
    QLabel* m_hint = nullptr;
    std::vector<ParameterRow*> m_rows;
};

} // namespace topomq::ui
