import java.io.File;
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
 * Validates many files in one JVM, whose start is nearly all of the cost of a run.
 *
 * Arguments: pairs of FLAVOUR[,FLAVOUR] and FILE, such as "ua1,2a a.pdf ua1,3a b.pdf". Prints one line
 * a file and flavour, tab separated: PASS or FAIL, flavour, file, checks made, then each broken rule
 * as CLAUSE-TEST and the first message for it. Ends with 0 if all passed, 1 if not.
 */
public class Validate {
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    boolean passed = true;
    for (int i = 0; i + 1 < args.length; i += 2) {
      for (String flavour : args[i].split(",")) {
        passed &= validate(flavour, new File(args[i + 1]));
      }
    }
    System.exit(passed ? 0 : 1);
  }

  private static boolean validate(String name, File file) {
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
      System.out.println(line);
      return result.isCompliant();
    } catch (Exception fault) {
      System.out.println(String.join("\t", "FAIL", name, file.getPath(), "0", "-", oneLine("" + fault)));
      return false;
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
