package haetae.app.research.report;

import static java.time.ZoneOffset.UTC;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart as a PNG file. Threads: any. */
public final class Picture {
  private static final int WIDTH = 1_200;
  private static final int HEIGHT = 480;
  private static final int MOST_POINTS = 4_000;
  private static final int MOST_NAMES = 40;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final Color[] COLOURS = {
    new Color(0x2563EB), new Color(0xD97706), new Color(0x059669), new Color(0xDC2626)
  };

  private Picture() {}

  /** Writes the chart to {@code folder/id.png}; one that is empty is not drawn. */
  public static void write(Chart chart, Path folder) throws IOException {
    if (chart.empty()) {
      return;
    }
    System.setProperty("java.awt.headless", "true");
    org.knowm.xchart.internal.chartpart.Chart<?, ?> drawn =
        chart.axis() == Chart.Axis.NAMES ? bars(chart) : lines(chart);
    Styler styler = drawn.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendVisible(chart.lines().size() > 1);
    styler.setLegendPosition(Styler.LegendPosition.InsideNW);
    Path file = folder.resolve(chart.id() + ".png");
    ImageIO.write(BitmapEncoder.getBufferedImage(drawn), "png", file.toFile());
  }

  /** Writes the map to {@code folder/id.png}. */
  public static void write(HeatMap map, Path folder) throws IOException {
    System.setProperty("java.awt.headless", "true");
    HeatMapChart drawn =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(map.title())
            .xAxisTitle(map.columnName())
            .yAxisTitle(map.rowName())
            .build();
    drawn.getStyler().setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    List<Number[]> cells = new ArrayList<>();
    for (int r = 0; r < map.rows().size(); r++) {
      for (int c = 0; c < map.columns().size(); c++) {
        cells.add(new Number[] {c, r, map.values().get(r).get(c)});
      }
    }
    drawn.addSeries("net", map.columns(), map.rows(), cells);
    Path file = folder.resolve(map.id() + ".png");
    ImageIO.write(BitmapEncoder.getBufferedImage(drawn), "png", file.toFile());
  }

  private static XYChart lines(Chart chart) {
    XYChart drawn =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(chart.title())
            .yAxisTitle(chart.unit())
            .build();
    drawn.getStyler().setLocale(Locale.ROOT);
    drawn.getStyler().setMarkerSize(7);
    if (chart.axis() == Chart.Axis.TIME) {
      drawn.setCustomXAxisTickLabelsFormatter(format(chart));
    }
    int colour = 0;
    for (Series line : chart.lines()) {
      Series thin = Thinning.of(line, MOST_POINTS);
      if (thin.size() > 0) {
        add(
            drawn,
            thin.style() == Chart.Style.BARS ? steps(thin) : thin,
            COLOURS[colour % COLOURS.length]);
      }
      colour++;
    }
    return drawn;
  }

  /** Bars from edge to edge; a step is drawn from its point to the next. */
  private static Series steps(Series bars) {
    int n = bars.size();
    double half = n > 1 ? (bars.x(1) - bars.x(0)) / 2 : 0.5;
    double[] xs = Arrays.copyOf(bars.xs(), n + 1);
    double[] ys = Arrays.copyOf(bars.ys(), n + 1);
    for (int i = 0; i < n; i++) {
      xs[i] -= half;
    }
    xs[n] = bars.x(n - 1) + half;
    ys[n] = ys[n - 1];
    return Series.of(bars.label(), bars.style(), xs, ys);
  }

  /** Days where days fit on the axis, otherwise times; UTC. */
  private static Function<Double, String> format(Chart chart) {
    double first = Double.MAX_VALUE;
    double last = -Double.MAX_VALUE;
    for (Series line : chart.lines()) {
      if (line.size() > 0) {
        first = Math.min(first, line.x(0));
        last = Math.max(last, line.x(line.size() - 1));
      }
    }
    String pattern = last - first > 5 * SECONDS_PER_DAY ? "yyyy-MM-dd" : "MM-dd HH:mm";
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    return second -> format.format(Instant.ofEpochSecond(second.longValue()).atOffset(UTC));
  }

  private static void add(XYChart drawn, Series line, Color colour) {
    XYSeries series = drawn.addSeries(line.label(), line.xs(), line.ys());
    series.setXYSeriesRenderStyle(
        switch (line.style()) {
          case LINE -> XYSeriesRenderStyle.Line;
          case AREA -> XYSeriesRenderStyle.Area;
          case BARS -> XYSeriesRenderStyle.StepArea;
          case UP, DOWN -> XYSeriesRenderStyle.Scatter;
        });
    series.setMarkerColor(colour);
    series.setLineColor(colour).setLineWidth(1.3f);
    series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 60));
    series.setMarker(marker(line.style()));
  }

  private static Marker marker(Chart.Style style) {
    return switch (style) {
      case UP -> SeriesMarkers.TRIANGLE_UP;
      case DOWN -> SeriesMarkers.TRIANGLE_DOWN;
      case LINE, AREA, BARS -> SeriesMarkers.NONE;
    };
  }

  private static CategoryChart bars(Chart chart) {
    CategoryChart drawn =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(chart.title())
            .yAxisTitle(chart.unit())
            .build();
    drawn.getStyler().setXAxisLabelRotation(30);
    for (Series line : chart.lines()) {
      int n = Math.min(MOST_NAMES, line.size());
      drawn
          .addSeries(
              line.label(),
              line.names().subList(0, n),
              Arrays.stream(line.ys()).limit(n).boxed().toList())
          .setFillColor(COLOURS[0]);
    }
    return drawn;
  }
}
