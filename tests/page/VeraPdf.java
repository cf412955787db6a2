import java.io.File;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Judges files by veraPDF's profiles, a line each: file, profile, number of checks, what failed. */
public class VeraPdf {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : new String[] {"PDFA-3A", "PDFUA-1"}) {
            for (String file : files) {
                System.out.println(String.join("\t", file, name, judge(new File(file), name)));
            }
        }
    }

    static String judge(File file, String name) throws Exception {
        ValidationProfile profile;
        // The jar's own list of profiles is empty, but the profiles are in it.
        String place = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream xml = Profiles.class.getResourceAsStream(place)) {
            profile = Profiles.profileFromXml(xml);
        }
        try (var parser = Foundries.defaultInstance().createParser(file, profile.getPDFAFlavour());
                var validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            StringBuilder told = new StringBuilder().append(result.getTotalAssertions());
            for (TestAssertion each : result.getTestAssertions()) {
                told.append("\t").append(each.getRuleId().getClause()).append("-");
                told.append(each.getRuleId().getTestNumber()).append(" ").append(each.getMessage());
            }
            return told.toString();
        }
    }
}
