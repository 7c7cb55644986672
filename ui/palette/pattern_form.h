#pragma once
// Asks how large a pattern shall be before it is added.

#include "ui/palette/patterns.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace topomq::ui {

/// Enter adds it, Escape leaves everything as it was. Thread: the window's.
class PatternForm : public QDialog
{
    Q_OBJECT

public:
    PatternForm(const Pattern& pattern, const QString& transport, QWidget* parent);

    [[nodiscard]] PatternOptions options() const;

    [[nodiscard]] QSpinBox* countField() const { return m_count; }

    [[nodiscard]] QComboBox* transportField() const { return m_transport; }

    [[nodiscard]] QDoubleSpinBox* rateField() const { return m_rate; }

    /// "5 nodes, 6 links"
    [[nodiscard]] QString says() const;

private:
    void preview();

    Pattern m_pattern;
    QSpinBox* m_count;
    QComboBox* m_transport;
    QDoubleSpinBox* m_rate;
    /// There may be but one that sends.
    QLabel* m_rateLabel;
    QLabel* m_says;
};

} // namespace topomq::ui
