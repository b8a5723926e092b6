import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates files as they are named to it, in one JVM, whose start costs as much as forty files.
 *
 * Reads lines of FLAVOUR[,FLAVOUR], a tab and FILE, such as "ua1,2a  a.pdf", until there are no more.
 * Prints one line a file and flavour, tab separated: PASS or FAIL, flavour, file, checks made, then
 * each broken rule as CLAUSE-TEST and the first message for it.
 */
public class Validate {
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  public static void main(String[] args) throws IOException {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    BufferedReader wanted =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = wanted.readLine(); line != null; line = wanted.readLine()) {
      String[] parts = line.split("\t", 2);
      for (String flavour : parts[0].split(",")) {
        validate(flavour, new File(parts[1]));
      }
    }
  }

  private static void validate(String name, File file) {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
      PDFAValidator validator =
          Foundries.defaultInstance().createValidator(flavour, -1, false, true, false);
      ValidationResult result = validator.validate(parser);
      StringBuilder line = new StringBuilder(result.isCompliant() ? "PASS" : "FAIL");
      line.append('\t').append(name).append('\t').append(file.getPath());
      line.append('\t').append(result.getTotalAssertions());
      for (Map.Entry<String, String> rule : broken(result).entrySet()) {
        line.append('\t').append(rule.getKey()).append('\t').append(rule.getValue());
      }
      OUT.println(line);
    } catch (Exception fault) {
      OUT.println(String.join("\t", "FAIL", name, file.getPath(), "0", "-", oneLine("" + fault)));
    }
  }

  private static Map<String, String> broken(ValidationResult result) {
    Map<String, String> rules = new TreeMap<>();
    for (TestAssertion test : result.getTestAssertions()) {
      if (test.getStatus() == TestAssertion.Status.FAILED) {
        String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
        rules.putIfAbsent(rule, oneLine(test.getMessage()));
      }
    }
    return rules;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }
}
