import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * veraPDF's engine on files: java -cp ENGINE.jar VeraPdf.java ua1,2a FILE...
 *
 * Prints one line for each file and profile, tab-separated: the file, the profile, and each rule that it breaks as
 * clause-test. The profiles are veraPDF's own; they are read here because the engine's jar has no JAXB to read them.
 */
public class VeraPdf {
    private static final String PROFILES = "org/verapdf/pdfa/validation/";
    private static final int ENOUGH = 100;

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int n = 1; n < arguments.length; n++) {
            for (String name : arguments[0].split(",")) {
                System.out.println(arguments[n] + "\t" + name + "\t" + String.join(" ", broken(arguments[n], name)));
            }
        }
    }

    private static Set<String> broken(String path, String name) throws Exception {
        ValidationProfile profile = profile(name);
        TreeMap<String, Integer> rules = new TreeMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), profile.getPDFAFlavour())) {
            var validator = ValidatorFactory.createValidator(profile, ENOUGH, false, false, false);
            for (TestAssertion found : validator.validate(parser).getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    rules.put(found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber(), 1);
                }
            }
        }
        return rules.keySet();
    }

    private static ValidationProfile profile(String name) throws Exception {
        String file = name.startsWith("ua") ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase();
        Element root;
        try (InputStream data = Foundries.class.getClassLoader().getResourceAsStream(PROFILES + file + ".xml")) {
            if (data == null) {
                throw new FileNotFoundException(file + ".xml");
            }
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(data).getDocumentElement();
        }
        Element details = children(root, "details").get(0);
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : children(children(root, "rules").get(0), "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element group : children(root, "variables")) {
            for (Element one : children(group, "variable")) {
                variables.add(Profiles.variableFromValues(
                    one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
            }
        }
        var about = Profiles.profileDetailsFromValues(
            text(details, "name"), text(details, "description"), details.getAttribute("creator"), new Date(0));
        return Profiles.profileFromValues(
            PDFAFlavour.valueOf(root.getAttribute("flavour")), about, "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = children(rule, "id").get(0);
        Element error = children(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element group : children(error, "arguments")) {
            for (Element one : children(group, "argument")) {
                arguments.add(new Named(one));
            }
        }
        var specification = PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
        int test = Integer.parseInt(id.getAttribute("testNumber"));
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), test),
            rule.getAttribute("object"),
            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
            rule.getAttribute("tags"),
            text(rule, "description"),
            text(rule, "test"),
            Profiles.errorFromValues(text(error, "message"), arguments),
            new ArrayList<>());
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element && node.getNodeName().equals(name)) {
                found.add((Element) node);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private record Named(Element element) implements ErrorArgument {
        @Override public String getArgument() { return element.getTextContent(); }
        @Override public String getName() { return element.hasAttribute("name") ? element.getAttribute("name") : null; }
        @Override public String getArgumentValue() { return null; }
    }
}
