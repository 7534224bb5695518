using RawInference.Architecture.Tests.Sources;

namespace RawInference.Architecture.Tests.Rules;

public class UnfinishedCodeTests
{
    [Fact]
    public void Product_IsFinished() => Rule.Holds(UnfinishedCode.Violations(Repository.Product));

    [Theory]
    [InlineData("// TODO: later", true)]
    [InlineData("/* FIXME */", true)]
    [InlineData("var x = \"HACK\";", true)]
    [InlineData("throw new NotImplementedException();", true)]
    [InlineData("Thread.Sleep(5);", true)]
    [InlineData("#region Fields", true)]
    [InlineData("try { } catch { }", true)]
    [InlineData("try { } catch (Exception e) when (Is(e)) {\n}", true)]
    [InlineData("var x = \"Thread.Sleep\"; // not a NotImplementedException", false)]
    [InlineData("try { } catch (IOException) { /* The client has left. */ }", false)]
    [InlineData("try { } catch (IOException e) { Log(e); }", false)]
    [InlineData("var toDo = 1;", false)]
    public void UnfinishedCode_IsFound(string code, bool forbidden) =>
        Assert.Equal(forbidden, UnfinishedCode.Violations([new SourceFile("RawInference.Core/A.cs", code)]).Any());
}
