using RawInference.State.Keys;

namespace RawInference.State.Tests.Keys;

public sealed class KeyOptionsTests
{
    private const string Pepper = "a pepper of more than 32 characters";
    private static readonly string Hash = new('0', 64);

    [Fact]
    public void EveryMistake_IsReportedAtOnceWithItsPath()
    {
        using var state = new LocalState(new()
        {
            ["RawInference:Namespaces:0"] = "Team",
            ["RawInference:Keys:Bootstrap"] = "sk_too_short",
            ["RawInference:Keys:Pepper"] = "short",
            ["RawInference:Keys:Hashed:build:Hash"] = "1234",
            ["RawInference:Keys:Hashed:build:ExpiresAt"] = "tomorrow",
            ["RawInference:Keys:Hashed:build:Operations:0"] = "paint",
            ["RawInference:Keys:Hashed:build:Models:0"] = "",
            ["RawInference:Keys:Hashed:build:Permissions:0"] = "root",
            ["RawInference:Keys:LastKnownGood"] = "02:00:00",
            ["RawInference:Keys:Hashed:bootstrap:Hash"] = Hash,
            ["RawInference:Keys:Hashed:My Key:Hash"] = Hash,
        });

        var problems = state.Start();

        Assert.Equal(
            [
                "RawInference:Keys:Bootstrap",
                "RawInference:Keys:Hashed:My Key",
                "RawInference:Keys:Hashed:bootstrap",
                "RawInference:Keys:Hashed:build:ExpiresAt",
                "RawInference:Keys:Hashed:build:Hash",
                "RawInference:Keys:Hashed:build:Models[0]",
                "RawInference:Keys:Hashed:build:Operations[0]",
                "RawInference:Keys:Hashed:build:Permissions[0]",
                "RawInference:Keys:LastKnownGood",
                "RawInference:Keys:Pepper",
                "RawInference:Namespaces[0]",
            ],
            problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("too_short", StringComparison.Ordinal) || problem.Contains("1234", StringComparison.Ordinal));
    }

    [Fact]
    public void NamespacesOfAKey_MustBeConfigured_AndHoldItsDefault()
    {
        using var state = new LocalState(new()
        {
            ["RawInference:Namespaces:0"] = "team",
            ["RawInference:Keys:Hashed:one:Hash"] = Hash,
            ["RawInference:Keys:Hashed:one:Namespaces:0"] = "team",
            ["RawInference:Keys:Hashed:one:Namespaces:1"] = "nobody",
            ["RawInference:Keys:Hashed:one:DefaultNamespace"] = "default",
            ["RawInference:Keys:Hashed:two:Hash"] = Hash,
            ["RawInference:Keys:Hashed:two:DefaultNamespace"] = "nobody",
        });

        Assert.Equal(
            [
                "RawInference:Keys:Hashed:one:DefaultNamespace: 'default' is not among the key's Namespaces.",
                "RawInference:Keys:Hashed:one:Namespaces[1]: 'nobody' is not configured; there are default, team.",
                "RawInference:Keys:Hashed:two:DefaultNamespace: 'nobody' is not configured; there are default, team.",
            ],
            state.Start().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Production_NeedsAPepper_AndTakesNoGeneratedKey()
    {
        var configuration = new Dictionary<string, string?> { ["RawInference:Keys:UseDevelopmentKey"] = "true" };
        using var production = new LocalState(configuration, production: true);
        using var development = new LocalState(configuration);

        Assert.Collection(
            production.Start().Order(StringComparer.Ordinal),
            problem => Assert.StartsWith("RawInference:Keys:Pepper: is missing", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("RawInference:Keys:UseDevelopmentKey: must not be set in Production", problem, StringComparison.Ordinal));
        Assert.Empty(development.Start());
    }

    [Fact]
    public void SettingsThatDoNotExist_AreReported()
    {
        using var state = new LocalState(new()
        {
            ["RawInference:State:Folder"] = "/data",
            ["RawInference:Keys:Peper"] = Pepper,
            ["RawInference:Keys:Hashed:build:Hash"] = Hash,
            ["RawInference:Keys:Hashed:build:Expires"] = "2027-01-31",
            ["RawInference:Keys:Hashed:short"] = Hash,
        });

        Assert.Equal(
            [
                "RawInference:Keys:Hashed:build:Expires: is not a setting; there are Hash, Name, Namespaces, DefaultNamespace, Permissions, Providers, Models, Operations, ExpiresAt.",
                "RawInference:Keys:Hashed:short: must be an object with Hash, Name, Namespaces, DefaultNamespace, Permissions, Providers, Models, Operations, ExpiresAt.",
                "RawInference:Keys:Peper: is not a setting; there are Bootstrap, Pepper, UseDevelopmentKey, LastKnownGood, Hashed.",
                "RawInference:State:Folder: is not a setting; there are DataPath, Redis, Degraded, Usage.",
            ],
            state.Start().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CompleteConfiguration_HasNoMistake()
    {
        using var state = new LocalState(
            new()
            {
                ["RawInference:Namespaces:0"] = "team",
                ["RawInference:Keys:Bootstrap"] = "sk_a-key-that-an-operator-typed-in-by-hand",
                ["RawInference:Keys:Pepper"] = Pepper,
                ["RawInference:Keys:Hashed:build:Hash"] = new KeyHasher(Pepper).HashText(ApiKeyFormat.Create("live", "build")),
                ["RawInference:Keys:Hashed:build:Name"] = "Build server",
                ["RawInference:Keys:Hashed:build:Namespaces:0"] = "team",
                ["RawInference:Keys:Hashed:build:DefaultNamespace"] = "team",
                ["RawInference:Keys:Hashed:build:Providers:0"] = "acme",
                ["RawInference:Keys:Hashed:build:Models:0"] = "acme/large",
                ["RawInference:Keys:Hashed:build:Operations:0"] = "chat",
                ["RawInference:Keys:Hashed:build:ExpiresAt"] = "2027-01-31T12:00:00+01:00",
            },
            production: true);

        Assert.Empty(state.Start());
    }
}
