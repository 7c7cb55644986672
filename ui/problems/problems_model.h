#pragma once
// The findings of a document, and the failures of its run, as a table.

#include "engine/model/finding.h"

#include <QAbstractTableModel>

#include <vector>

namespace topomq::ui {

class Theme;
class TopologyDocument;

/// They say the same of the same thing, and offer the same remedy.
[[nodiscard]] bool isSameProblem(const model::Finding& a, const model::Finding& b);

/// Follows the document. A step that leaves all findings as they are resets nothing.
/// Thread: the window's. The arguments outlive it.
class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Severity, Message, Where, Remedy, Code, Columns };

    /// Of every cell: the severity as a number, for filters.
    static constexpr int kSeverityRole = Qt::UserRole;

    ProblemsModel(const TopologyDocument& document, const Theme& theme, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role) const override;

    /// What goes wrong in the run, above what the rules find; none once the run starts anew.
    void setRunProblems(std::vector<model::Finding> problems);

    /// Null outside the table.
    [[nodiscard]] const model::Finding* findingAt(int row) const;
    [[nodiscard]] int count(model::Severity severity) const;

private:
    void read();
    [[nodiscard]] QString textOf(const model::Finding& finding, int column) const;
    [[nodiscard]] QVariant lookOf(const model::Finding& finding, int column, int role) const;

    const TopologyDocument& m_document;
    const Theme& m_theme;
    std::vector<model::Finding> m_runProblems;
    std::vector<model::Finding> m_findings;
    /// Places as they are called now: a rename is a change, too.
    std::vector<QString> m_places;
};

} // namespace topomq::ui
